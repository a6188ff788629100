package io.hyperparameter.config;

import io.hyperparameter.config.ConfigError.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads sources into documents, with what they include. Belongs to one load. */
final class Documents {
  static final String INCLUDE = "include";

  private final ConfigLimits limits;
  private final Problems problems;
  private final Set<Object> open = new LinkedHashSet<>();
  private final boolean additions;
  private final IncludeChoices choices;
  private final Set<Path> files = new LinkedHashSet<>();
  private int count;

  /**
   * Reads sources.
   *
   * @param additions whether a plus in the name of a list adds to another list
   * @param choices which other files are to be included
   */
  Documents(ConfigLimits limits, Problems problems, boolean additions, IncludeChoices choices) {
    this.limits = limits;
    this.problems = problems;
    this.additions = additions;
    this.choices = choices;
  }

  /** The document of a source, empty if it cannot be read: the problems say why. */
  MapNode read(Source source) {
    try {
      MapNode document = withIncludes(source);
      return document == null ? new MapNode(ConfigOrigin.of(source.name())) : document;
    } catch (Problems.Abort e) {
      open.clear();
      return new MapNode(ConfigOrigin.of(source.name()));
    }
  }

  /** The files that were read, each once. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** One that reads what cannot include, or must not be chosen. */
  Documents(ConfigLimits limits, Problems problems, boolean additions) {
    this(limits, problems, additions, new IncludeChoices(List.of()));
  }

  private @Nullable MapNode withIncludes(Source source) {
    if (source instanceof Source.InMemory memory) {
      Reading reading = new Reading(new SourceText(source.name(), ""), limits, problems);
      return Names.normalize(MemoryReader.read(memory, reading), reading, additions);
    }
    SourceText text = text(source);
    if (text == null) {
      return null;
    }
    boolean isGuess = !(source instanceof Source.InReader) && !ConfigFormat.isKnown(source.name());
    Reading reading = new Reading(text, limits, problems, isGuess);
    Node root = format(source).read(reading);
    if (!(root instanceof MapNode map)) {
      problems.add(
          Kind.TYPE,
          null,
          root.origin(),
          "a configuration is a map of keys to values, and this is " + Messages.describe(root));
      return null;
    }
    MapNode document = Names.normalize(map, reading, additions);
    Node include = document.get(INCLUDE);
    if (include == null || !isInclude(include)) {
      return document;
    }
    requireNames(INCLUDE, include);
    for (String name : document.names()) {
      if (name.startsWith(INCLUDE + ".")) { // else it were in a map
        besides(name, document);
      }
    }
    document.remove(INCLUDE);
    if (open.isEmpty()) { // named by the load itself
      include = choices.apply(include, new Overrides(limits, problems));
    }
    MapNode below = new MapNode(document.origin());
    if (source instanceof Source.OfBytes bytes) {
      open.add(bytes.identity());
      below = included(include, source, below, "");
      open.remove(bytes.identity());
    } else {
      problems.add(Kind.OVERRIDE, INCLUDE, include.origin(), "only files and resources include");
    }
    return new Merge(problems).maps(below, document);
  }

  /** Text, a list of texts, or a map of such: else {@code include} is a key like any other. */
  private static boolean isDirective(Node node) {
    if (node instanceof MapNode map) {
      return !map.members().isEmpty()
          && map.members().stream().allMatch(m -> isDirective(m.node()));
    }
    if (node instanceof Node.Items list) {
      return list.nodes().stream().allMatch(n -> n instanceof Node.Scalar && isDirective(n));
    }
    return node instanceof Node.Scalar scalar && scalar.value() instanceof String;
  }

  /** Whether a load takes it for an include, well-formed or not. */
  static boolean isInclude(Node node) {
    return isDirective(node) || hasText(node);
  }

  /** Whether there is text in it, which somebody may have meant as the name of a file. */
  private static boolean hasText(Node node) {
    if (node instanceof MapNode map) {
      return map.members().stream().anyMatch(m -> hasText(m.node()));
    }
    if (node instanceof Node.Items list) {
      return list.nodes().stream().anyMatch(Documents::hasText);
    }
    if (node instanceof Node.Patch patch) {
      return hasText(patch.alone());
    }
    return node instanceof Node.Scalar scalar && scalar.value() instanceof String;
  }

  /** Reports what stands among the names of files and is none. */
  private void requireNames(String key, Node node) {
    if (isDirective(node)) {
      return;
    }
    if (node instanceof MapNode map && !map.members().isEmpty()) {
      map.entries().forEach(e -> requireNames(Messages.join(key, e.getKey()), e.getValue().node()));
    } else if (node instanceof Node.Items list) {
      for (int i = 0; i < list.nodes().size(); i++) {
        Node element = list.nodes().get(i);
        if (!(element instanceof Node.Scalar && isDirective(element))) {
          noName(key + "[" + i + "]", element);
        }
      }
    } else if (node instanceof Node.Patch) {
      problems.add(
          Kind.OVERRIDE,
          key,
          node.origin(),
          Messages.quote(key) + " has no list to add to; write it without '+'");
    } else {
      noName(key, node);
    }
  }

  private void noName(String key, Node node) {
    problems.add(
        Kind.TYPE,
        key,
        node.origin(),
        Messages.quote(key)
            + " is "
            + Messages.describe(node)
            + " and no file name; include is text, a list of texts, or a table of such, so give"
            + " a value another key");
  }

  private void besides(String name, MapNode document) {
    MapNode.Member below = document.member(name);
    MapNode.Member whole = document.member(INCLUDE);
    if (below != null && whole != null) {
      problems.add(
          Kind.OVERRIDE,
          name,
          below.at(),
          Messages.quote(name)
              + " stands beside \"include\" ("
              + whole.at()
              + "), which is no table; keep one of them, or include the other in a file of its own");
    }
  }

  private MapNode included(Node include, Source from, MapNode below, String group) {
    MapNode merged = below;
    if (include instanceof MapNode map) {
      for (String name : map.names()) {
        Node member = map.get(name);
        if (member != null) {
          merged = included(member, from, merged, Messages.join(group, name));
        }
      }
    } else if (include instanceof Node.Items list) {
      for (Node element : list.nodes()) {
        merged = included(element, from, merged, group);
      }
    } else if (include instanceof Node.Scalar scalar && scalar.value() instanceof String name) {
      MapNode document = one(name, scalar.origin(), from);
      if (document != null) {
        MapNode whole = below(group, document);
        if (height(whole) > limits.depth() + 1) { // a scalar counts
          throw problems.abort(
              Kind.LIMIT, INCLUDE, scalar.origin(), "includes nest deeper than " + limits.depth());
        }
        merged = new Merge(problems).maps(merged, whole);
      }
    }
    return merged;
  }

  private static int height(Node node) {
    int height = 0;
    if (node instanceof MapNode map) {
      for (MapNode.Member member : map.members()) {
        height = Math.max(height, 1 + height(member.node()));
      }
    } else if (node instanceof Node.Items list) {
      for (Node element : list.nodes()) {
        height = Math.max(height, 1 + height(element));
      }
    }
    return height;
  }

  private static MapNode below(String group, MapNode document) {
    if (group.isEmpty()) {
      return document;
    }
    MapNode node = document;
    String[] names = group.split("\\.", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      MapNode outer = new MapNode(document.origin());
      outer.put(names[i], document.origin(), node);
      node = outer;
    }
    return node;
  }

  private @Nullable MapNode one(String name, ConfigOrigin origin, Source from) {
    Source source = null;
    try {
      source = from.relative(name);
    } catch (java.nio.file.InvalidPathException e) {
      problems.add(Kind.OVERRIDE, INCLUDE, origin, Messages.quote(name) + " is no file name");
      return null;
    }
    if (!(source instanceof Source.OfBytes bytes)) {
      return null;
    }
    if (open.contains(bytes.identity())) {
      problems.add(
          Kind.CYCLE, INCLUDE, origin, source.name() + " includes itself; remove one include");
      return null;
    }
    int before = problems.count();
    MapNode document = withIncludes(source);
    if (document == null && problems.count() > before) {
      problems.add(Kind.UNREADABLE, INCLUDE, origin, "cannot include " + Messages.quote(name));
    }
    return document;
  }

  private static ConfigFormat format(Source source) {
    return source instanceof Source.InReader reader
        ? reader.format()
        : ConfigFormat.of(source.name());
  }

  private @Nullable SourceText text(Source source) {
    if (source instanceof Source.InFile file) {
      files.add(file.path());
    }
    if (++count > limits.files()) {
      throw problems.abort(
          Kind.LIMIT,
          null,
          ConfigOrigin.of(source.name()),
          "more than " + limits.files() + " files; does every file include several others?");
    }
    try {
      String text =
          source instanceof Source.OfBytes bytes ? decoded(bytes) : chars((Source.InReader) source);
      if (text != null && text.length() > limits.characters()) {
        problems.add(
            Kind.LIMIT,
            null,
            ConfigOrigin.of(source.name()),
            "more than " + limits.characters() + " characters; raise the limit if it is trusted");
        return null;
      }
      return text == null
          ? null
          : new SourceText(source.name(), text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (NoSuchFileException e) {
      problems.add(
          Kind.UNREADABLE, null, ConfigOrigin.of(source.name()), "there is no such file", e);
    } catch (IOException e) {
      problems.add(
          Kind.UNREADABLE, null, ConfigOrigin.of(source.name()), "cannot be read: " + e, e);
    }
    return null;
  }

  private String chars(Source.InReader source) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    Reader reader = source.reader();
    for (int n = reader.read(buffer);
        n >= 0 && text.length() <= limits.characters();
        n = reader.read(buffer)) {
      text.append(buffer, 0, n);
    }
    return text.toString();
  }

  /** UTF-8, strictly. */
  private @Nullable String decoded(Source.OfBytes source) throws IOException {
    long most = limits.characters() * 4L; // no character takes more
    byte[] bytes;
    try (InputStream in = source.open()) {
      bytes = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(Math.min(bytes.length, limits.characters() + 1) + 2);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      problems.add(
          Kind.SYNTAX,
          null,
          new SourceText(source.name(), text).at(text.length()),
          String.format(
              "the byte 0x%02X is no UTF-8; save the file as UTF-8", bytes[in.position()]));
      return null;
    }
    return text;
  }
}
