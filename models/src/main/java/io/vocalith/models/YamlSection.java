package io.vocalith.models;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML text, read strictly: each key is taken once by the code that knows it, and
 * {@link #finish()} refuses whatever nobody took, so that a misspelt key is never ignored. Works on
 * YAML nodes, which know their lines; no Java object is ever built from a tag.
 */
final class YamlSection {
  private final String origin;
  private final String path;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  private YamlSection(String origin, String path, Node node) throws ModelCardException {
    this.origin = origin;
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, (path.isEmpty() ? "the card" : path) + ": expected keys with values");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), "key");
      if (values.put(key, tuple.getValueNode()) != null) {
        throw error(tuple.getKeyNode(), name(key) + ": given twice");
      }
    }
  }

  /** The outermost mapping of a text. */
  static YamlSection parse(String text, String origin) throws ModelCardException {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(1 << 20);
    limits.setNestingDepthLimit(8);
    limits.setMaxAliasesForCollections(0);
    try {
      Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
      if (root == null) {
        throw new ModelCardException(origin + ": expected a model card, found nothing");
      }
      return new YamlSection(origin, "", root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new ModelCardException(
          origin + ", line " + line + ": expected YAML, found a fault: " + e.getProblem());
    } catch (YAMLException | StackOverflowError e) {
      throw new ModelCardException(origin + ": expected YAML, found a fault: " + e.getMessage());
    }
  }

  String text(String key) throws ModelCardException {
    return scalar(required(key), name(key));
  }

  String text(String key, String otherwise) throws ModelCardException {
    Optional<Node> value = take(key);
    return value.isEmpty() ? otherwise : scalar(value.get(), name(key));
  }

  int integer(String key, int otherwise) throws ModelCardException {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = scalar(value.get(), name(key));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw error(value.get(), name(key) + ": expected a whole number, found " + text);
    }
  }

  double number(String key, double otherwise) throws ModelCardException {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = scalar(value.get(), name(key));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw error(value.get(), name(key) + ": expected a number, found " + text);
    }
  }

  boolean flag(String key, boolean otherwise) throws ModelCardException {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = scalar(value.get(), name(key));
    if (!text.equals("true") && !text.equals("false")) {
      throw error(value.get(), name(key) + ": expected true or false, found " + text);
    }
    return text.equals("true");
  }

  List<String> texts(String key) throws ModelCardException {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode sequence)) {
      throw error(value.get(), name(key) + ": expected a list");
    }
    List<String> texts = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      texts.add(scalar(item, name(key)));
    }
    return texts;
  }

  YamlSection section(String key) throws ModelCardException {
    return new YamlSection(origin, name(key), required(key));
  }

  /**
   * Ends the reading of this mapping.
   *
   * @throws ModelCardException if a key is left that nobody asked for
   */
  void finish() throws ModelCardException {
    for (Map.Entry<String, Node> left : values.entrySet()) {
      throw error(
          left.getValue(),
          "unknown key " + name(left.getKey()) + "; known are " + String.join(", ", known));
    }
  }

  /** An error at this mapping. */
  ModelCardException error(String problem) {
    return error(node, path.isEmpty() ? problem : path + ": " + problem);
  }

  private Node required(String key) throws ModelCardException {
    return take(key).orElseThrow(() -> error(node, "missing key " + name(key)));
  }

  private Optional<Node> take(String key) {
    known.add(key);
    return Optional.ofNullable(values.remove(key));
  }

  private String scalar(Node value, String name) throws ModelCardException {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw error(value, name + ": expected a single value");
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private ModelCardException error(Node at, String problem) {
    return new ModelCardException(
        origin + ", line " + (at.getStartMark().getLine() + 1) + ": " + problem);
  }
}
