package io.hyperparameter.workflows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is in this repository, as far as workflows name it. */
final class Repository {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern PROFILE =
      Pattern.compile("(?s)<profile>\\s*<id>([^<]+)</id>(.*?)</profile>");
  private static final Pattern LABEL = Pattern.compile("(?m)^ *([-\\w.' |]+)\\)(?= |$)");
  private static final Pattern GETOPTS = Pattern.compile("(?m)getopts (\\S+)");
  private static final Pattern SECRETS = Pattern.compile("needs the secrets ([^.]*)");
  private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");

  private final Path root;

  /** The modules of every build, and those that a profile adds, by the profile's name. */
  private final Set<String> modules;

  private final Map<String, Set<String>> profiles = new HashMap<>();

  /** The files below each module's src/test, once somebody asked. */
  private final Map<String, Set<String>> tests = new HashMap<>();

  private final StringBuilder poms = new StringBuilder();

  Repository(Path root) {
    this.root = root;
    String pom = read("pom.xml");
    modules = names(MODULE, pom.substring(0, pom.indexOf("<profiles>")));
    Set<String> all = new TreeSet<>(modules);
    for (MatchResult profile : PROFILE.matcher(pom).results().toList()) {
      profiles.put(profile.group(1), names(MODULE, profile.group(2)));
      all.addAll(names(MODULE, profile.group(2)));
    }
    poms.append(pom);
    for (String module : all) {
      String text = read(module + "/pom.xml");
      poms.append(text);
      names(PROFILE, text).forEach(profile -> profiles.putIfAbsent(profile, Set.of()));
    }
  }

  Path root() {
    return root;
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  boolean hasProgram(String path) {
    Path file = root.resolve(path);
    // on Windows every file may be run
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  Set<String> modules() {
    return modules;
  }

  Map<String, Set<String>> profiles() {
    return profiles;
  }

  /** Whether a pom reads, sets or names a property. */
  boolean namesProperty(String name) {
    return poms.indexOf("${" + name + "}") >= 0
        || poms.indexOf("<" + name + ">") >= 0
        || poms.indexOf("\"" + name + "\"") >= 0;
  }

  /** The modules, among these, that have a test of this name. */
  Set<String> withTest(String test, Set<String> among) {
    Set<String> found = new TreeSet<>(among);
    found.removeIf(
        module -> !tests.computeIfAbsent(module, this::testsOf).contains(test + ".java"));
    return found;
  }

  private Set<String> testsOf(String module) {
    Path directory = root.resolve(module).resolve("src/test");
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    try (var files = Files.walk(directory)) {
      return files.map(f -> String.valueOf(f.getFileName())).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The words that a script of ours takes, as its {@code case} labels name them, and its options as
   * {@code getopts} does.
   */
  Set<String> wordsOf(String script) {
    String text = read(script);
    Set<String> words = new HashSet<>();
    for (String label : names(LABEL, text)) {
      for (String word : label.split("\\|", -1)) {
        words.add(word.strip());
      }
    }
    for (String letters : names(GETOPTS, text)) {
      letters.replace(":", "").chars().forEach(letter -> words.add("-" + (char) letter));
    }
    return words;
  }

  /** The secrets that CONTRIBUTING.md says the release needs. */
  Set<String> secrets() {
    Matcher sentence = SECRETS.matcher(read("CONTRIBUTING.md"));
    return sentence.find() ? names(NAME, sentence.group(1)) : Set.of();
  }

  /** What the root's pom says the repository is. */
  String url() {
    return read("pom.xml").replaceAll("(?s).*?</description>\\s*<url>([^<]+)<.*", "$1");
  }

  /** What the poms say it is. */
  String version() {
    return read("pom.xml").replaceAll("(?s).*?<version>([^<]+)<.*", "$1");
  }

  /** The artifacts that are meant for Maven Central, the parent and Spark's among them. */
  Set<String> published() {
    Set<String> published = new TreeSet<>(modules);
    profiles.values().forEach(published::addAll);
    published.removeIf(module -> read(module + "/pom.xml").contains("<maven.deploy.skip>true<"));
    published.add("hyperparameter-parent");
    return published;
  }

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  private String read(String file) {
    try {
      return Files.readString(root.resolve(file)).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
