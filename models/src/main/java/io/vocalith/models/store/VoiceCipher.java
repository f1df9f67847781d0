package io.vocalith.models.store;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM of one record's content (NIST SP 800-38D): a fresh 12-byte nonce, then ciphertext.
 */
final class VoiceCipher {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();

  byte[] newKey() {
    byte[] key = new byte[KeyFile.KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  LogRecord seal(LogRecord.Type type, long sequence, UUID speaker, byte[] key, byte[] content) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] head = LogRecord.head(type, sequence, speaker);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, head).doFinal(content);
      byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE, sealed.length);
      return new LogRecord(type, sequence, speaker, all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java platform", e);
    }
  }

  /** The content of a record, or null if it was not sealed with this key for this place. */
  byte[] open(LogRecord record, byte[] key) {
    byte[] sealed = record.content();
    if (sealed.length < NONCE + TAG_BITS / 8) {
      return null;
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE);
      return cipher(Cipher.DECRYPT_MODE, key, nonce, record.head())
          .doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java platform", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] head)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(head);
    return cipher;
  }
}
