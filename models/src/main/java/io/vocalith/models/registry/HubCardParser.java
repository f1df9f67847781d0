package io.vocalith.models.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads one Hub card. The head is not YAML as a whole (an evaluation may hold colons and bars, a
 * summary anything), so it is split by lines and only the lists are given to a YAML reader.
 */
final class HubCardParser {
  private static final String RULE = "---";

  private final String origin;
  private final List<String> head;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, List<Map<?, ?>>> lists = new LinkedHashMap<>();

  HubCardParser(String text, String origin) throws HubCardException {
    this.origin = origin;
    this.head = head(text.lines().map(String::stripTrailing).toList());
  }

  HubCard parse() throws HubCardException {
    int line = 0;
    while (line < head.size()) {
      line = entry(line);
    }
    List<Asset> assets = new ArrayList<>();
    for (Map<?, ?> item : lists.getOrDefault("asset", List.of())) {
      if (Asset.isReadable(text(item, "file-format"))) { // not, say, a compiled graph
        assets.add(asset(item));
      }
    }
    if (assets.isEmpty()) {
      throw error("expected a file of format ckpt, safetensors or pth under 'asset:', found none");
    }
    return new HubCard(required("model-name"), required("backbone-name"), assets, fields);
  }

  /** The lines between the first two rules. */
  private List<String> head(List<String> lines) throws HubCardException {
    int first = lines.indexOf(RULE);
    int second = first < 0 ? -1 : lines.subList(first + 1, lines.size()).indexOf(RULE);
    if (second < 0) {
      throw error("expected a head between two lines of ---, found none");
    }
    return lines.subList(first + 1, first + 1 + second);
  }

  /** Takes in the entry that begins at a line and returns the line after it. */
  private int entry(int line) throws HubCardException {
    String text = head.get(line);
    if (text.isEmpty()) {
      return line + 1;
    }
    int colon = text.indexOf(':');
    if (colon <= 0 || Character.isWhitespace(text.charAt(0))) {
      throw error("expected 'key: value' in the head, found '" + shortened(text) + "'");
    }
    String key = text.substring(0, colon).strip();
    String value = text.substring(colon + 1).strip();
    if (fields.containsKey(key) || lists.containsKey(key)) {
      throw error("expected '" + shortened(key) + "' once, found it twice");
    }
    int end = line + 1;
    while (end < head.size() && belongsToList(head.get(end))) {
      end++;
    }
    String block = String.join("\n", head.subList(line + 1, end));
    if (value.isEmpty() && !block.isBlank()) {
      lists.put(key, list(key, block));
      return end;
    }
    fields.put(key, value);
    return line + 1;
  }

  private static boolean belongsToList(String text) {
    return text.isEmpty() || text.startsWith("-") || Character.isWhitespace(text.charAt(0));
  }

  /** A YAML list of mappings, every scalar taken as text: 1.10 is no number, a digest neither. */
  private List<Map<?, ?>> list(String key, String block) throws HubCardException {
    Object loaded;
    try {
      loaded = textYaml().load(block);
    } catch (RuntimeException e) {
      // Beside its YAMLException SnakeYAML lets those of hostile explicit tags through.
      throw new HubCardException(origin, "expected a YAML list under '" + key + ":'", e);
    }
    if (!(loaded instanceof List<?> items)) {
      throw error("expected a YAML list under '" + key + ":', found something else");
    }
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> map)) {
        throw error("expected 'key: value' lines in each item under '" + key + ":'");
      }
      maps.add(map);
    }
    return maps;
  }

  private static Yaml textYaml() {
    LoaderOptions limits = new LoaderOptions();
    limits.setAllowDuplicateKeys(false);
    limits.setAllowRecursiveKeys(false);
    limits.setMaxAliasesForCollections(0);
    limits.setNestingDepthLimit(4);
    limits.setCodePointLimit(HubCard.LARGEST);
    DumperOptions unused = new DumperOptions();
    Resolver everythingIsText =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            // none: no numbers, dates or booleans
          }
        };
    return new Yaml(
        new SafeConstructor(limits), new Representer(unused), unused, limits, everythingIsText);
  }

  private Asset asset(Map<?, ?> item) throws HubCardException {
    String link = text(item, "asset-link");
    if (link.startsWith("<") && link.endsWith(">")) {
      link = link.substring(1, link.length() - 1);
    }
    try {
      return new Asset(text(item, "file-format"), new URI(link), text(item, "asset-sha256"));
    } catch (IllegalArgumentException | URISyntaxException e) {
      throw new HubCardException(origin, "in 'asset:', " + shortened(e.getMessage()), e);
    }
  }

  private String text(Map<?, ?> item, String key) throws HubCardException {
    if (item.get(key) instanceof String value && !value.isBlank()) {
      return value.strip();
    }
    throw error("expected '" + key + "' in each item under 'asset:', found none");
  }

  private String required(String key) throws HubCardException {
    String value = fields.get(key);
    if (value == null || value.isEmpty()) {
      throw error("expected '" + key + "' in the head, found none");
    }
    return value;
  }

  private HubCardException error(String what) {
    return new HubCardException(origin, what);
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "...";
  }
}
