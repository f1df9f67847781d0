package io.vocalith.models.eval.speakers;

import java.util.ArrayList;
import java.util.List;

/**
 * The reference's running mean ({@code eval.py, emb_mean}): every embedding moves the mean and then
 * has it subtracted, so that the result depends on the order. Mean and count carry over from pass
 * to pass; the reference makes three passes over the evaluated embeddings and one over the cohort.
 */
public final class MindSporeRunningMean {
  private float[] mean;
  private int count;

  /**
   * One pass.
   *
   * @param embeddings in the order of the list, all of one length
   * @return each embedding less the mean right after it was taken in
   */
  public List<float[]> pass(List<float[]> embeddings) {
    List<float[]> centred = new ArrayList<>(embeddings.size());
    for (float[] embedding : embeddings) {
      take(embedding);
      float[] difference = new float[embedding.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = embedding[i] - mean[i];
      }
      centred.add(difference);
    }
    return centred;
  }

  private void take(float[] embedding) {
    if (count == 0) {
      mean = embedding.clone();
    } else {
      double weight = 1.0 / (count + 1);
      float old = (float) (1 - weight);
      float fresh = (float) weight;
      for (int i = 0; i < mean.length; i++) {
        mean[i] = old * mean[i] + fresh * embedding[i];
      }
    }
    count++;
  }
}
