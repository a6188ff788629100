package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one document of YAML 1.2 with the core schema, from the events of snakeyaml-engine: nothing
 * is constructed but maps, lists and scalars, whatever tags say. Aliases are followed, but neither
 * in a circle nor more often than the limits allow.
 */
final class YamlReader {
  /** The scanner needs quadratic time for a line. */
  private static final int LONGEST_LINE = 1 << 18;

  private static final String NO_START = " that cannot start any token";
  private static final String NO_MAPPING = "mapping values are not allowed here";

  private final Reading reading;
  private final Iterator<Event> events;
  private final Map<String, Node> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int aliases;

  private YamlReader(Reading reading, Iterator<Event> events) {
    this.reading = reading;
    this.events = events;
  }

  static Node read(Reading reading) {
    SourceText text = reading.text;
    if (text.longestLine() > LONGEST_LINE) {
      throw reading.problems.abort(
          ConfigError.Kind.LIMIT,
          null,
          text.at(0),
          "a line of "
              + text.longestLine()
              + " characters; a YAML file has lines of up to "
              + LONGEST_LINE
              + ", use JSON or TOML");
    }
    LoadSettings settings =
        LoadSettings.builder().setLabel(text.name()).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, text.text()));
      return new YamlReader(reading, events).document();
    } catch (MarkedYamlEngineException e) {
      throw reading.malformed(mark(text, e.getProblemMark()), problem(e));
    } catch (ReaderException e) {
      int offset =
          text.text()
              .offsetByCodePoints(
                  0,
                  Math.min(e.getPosition(), text.text().codePointCount(0, text.text().length())));
      throw reading.malformed(
          text.at(offset),
          String.format("U+%04X must not stand in YAML; escape it", e.getCodePoint()));
    } catch (YamlVersionException e) {
      throw reading.malformed(
          text.at(0),
          "this is YAML "
              + e.getSpecVersion().getMajor()
              + "."
              + e.getSpecVersion().getMinor()
              + ", and YAML 1.2 is read; remove the directive");
    } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw reading.malformed(text.at(0), "malformed YAML: " + e.getMessage());
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    int end = problem.indexOf(NO_START);
    if (end >= 0) {
      return problem.substring(0, end)
          + NO_START
          + (problem.contains("TAB") ? "; indent by blanks" : "; text with it stands in quotes");
    }
    if (problem.equals(NO_MAPPING)) {
      return problem
          + "; text with a colon and a blank in it stands in quotes, names of one map in one column";
    }
    return e.getContext() == null ? problem : problem + ", " + e.getContext();
  }

  private static ConfigOrigin mark(SourceText text, Optional<Mark> mark) {
    return mark.isEmpty()
        ? text.at(0)
        : ConfigOrigin.in(text, mark.get().getLine() + 1, mark.get().getColumn() + 1);
  }

  private ConfigOrigin at(Event event) {
    return mark(reading.text, event.getStartMark());
  }

  private Node document() {
    Node root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (!(event instanceof NodeEvent)) {
        continue;
      }
      if (root != null) {
        throw reading.malformed(at(event), "a second document; keep one document in a file");
      }
      boolean empty =
          event instanceof ScalarEvent scalar
              && scalar.isPlain()
              && scalar.getValue().isEmpty()
              && scalar.getTag().isEmpty();
      root = empty ? new MapNode(at(event)) : node(event, 0);
    }
    return root == null ? new MapNode(reading.text.at(0)) : root;
  }

  private Node node(Event event, int depth) {
    ConfigOrigin origin = at(event);
    reading.depth(depth, origin);
    if (event instanceof AliasEvent alias) {
      return aliased(name(alias), origin);
    }
    reading.count(1, origin);
    return anchored(event, origin, depth);
  }

  private Node anchored(Event event, ConfigOrigin origin, int depth) {
    String anchor = event instanceof NodeEvent n && n.getAnchor().isPresent() ? name(n) : null;
    if (anchor != null) {
      anchors.remove(anchor); // a later anchor of the same name counts from here on
      open.add(anchor);
    }
    Node node = content(event, origin, depth);
    if (anchor != null) {
      open.remove(anchor);
      anchors.put(anchor, node);
    }
    return node;
  }

  private Node content(Event event, ConfigOrigin origin, int depth) {
    if (event instanceof MappingStartEvent start) {
      YamlScalars.requireTag(start.getTag(), "map", origin, reading);
      return map(origin, depth);
    }
    if (event instanceof SequenceStartEvent start) {
      YamlScalars.requireTag(start.getTag(), "seq", origin, reading);
      return list(origin, depth);
    }
    ScalarEvent scalar = (ScalarEvent) event;
    boolean bare = scalar.getAnchor().isEmpty() && scalar.getTag().isEmpty();
    return YamlScalars.read(scalar, origin, bare ? origin : behindProperties(origin), reading);
  }

  /** Where the text of a scalar begins: an event begins at its anchor or tag. */
  private ConfigOrigin behindProperties(ConfigOrigin origin) {
    String text = reading.text.text();
    int at = reading.text.offset(origin.line(), origin.column());
    while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
    boolean nothing = at == text.length() || "\r\n".indexOf(text.charAt(at)) >= 0;
    return nothing ? origin : reading.text.at(at); // of a null, or of text on the next line
  }

  private Node aliased(String name, ConfigOrigin origin) {
    if (++aliases > reading.limits.aliases()) {
      throw reading.problems.abort(
          ConfigError.Kind.LIMIT,
          null,
          origin,
          "more than " + reading.limits.aliases() + " aliases; write some of them out");
    }
    if (open.contains(name)) {
      throw reading.problems.abort(
          ConfigError.Kind.CYCLE, null, origin, "*" + name + " stands inside of &" + name);
    }
    Node node = anchors.get(name);
    if (node == null) {
      throw reading.malformed(origin, "*" + name + " has no &" + name + " before it");
    }
    reading.count(node.size(), origin);
    return node;
  }

  private static String name(NodeEvent event) {
    return event.getAnchor().map(Anchor::getValue).orElse("");
  }

  private MapNode map(ConfigOrigin origin, int depth) {
    MapNode map = new MapNode(origin);
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      ConfigOrigin at = at(event);
      String name = key(event, at);
      Node value = node(events.next(), depth + 1);
      reading.put(map, name, at, value);
    }
    return map;
  }

  private String key(Event event, ConfigOrigin at) {
    if (event instanceof AliasEvent) {
      Node aliased = node(event, 0);
      if (aliased instanceof Node.Scalar scalar && scalar.text() != null) {
        return scalar.text();
      }
    }
    if (!(event instanceof ScalarEvent scalar)) {
      throw reading.malformed(at, "a map or list as key; keys are text");
    }
    if (scalar.isPlain() && scalar.getValue().equals("<<")) {
      reading.wrong(
          at, "there is no merge key << in YAML 1.2; use include, or ${path} for single values");
    }
    Node node = anchored(event, at, 0); // for its tag and anchor; it counts as no value
    @Nullable String text = node instanceof Node.Scalar key ? key.text() : null;
    return text == null ? scalar.getValue() : text;
  }

  private Node list(ConfigOrigin origin, int depth) {
    List<Node> nodes = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      nodes.add(node(event, depth + 1));
    }
    return Node.Items.of(nodes, origin);
  }
}
