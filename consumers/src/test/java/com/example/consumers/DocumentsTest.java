package com.example.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What our documents point at is there. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void linksLeadSomewhere() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path file : Markdown.documents()) {
      for (MatchResult link : LINK.matcher(Markdown.read(file)).results().toList()) {
        if (!leadsSomewhere(file, link.group(1))) {
          broken.add(Markdown.ROOT.relativize(file) + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void testsThatAreNamedExist() throws Exception {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Markdown.ROOT)) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    Set<String> missing = new TreeSet<>();
    for (Path file : Markdown.documents()) {
      TEST.matcher(Markdown.read(file)).results().map(m -> m.group(1)).forEach(missing::add);
    }
    missing.removeAll(tests);
    assertEquals(Set.of(), missing);
  }

  private static boolean leadsSomewhere(Path file, String link) throws Exception {
    if (link.matches("[a-z]+:.*")) {
      return true; // elsewhere: no build asks the network
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1
        || HEADING
            .matcher(Markdown.read(target))
            .results()
            .map(heading -> anchor(heading.group(1)))
            .anyMatch(parts[1]::equals);
  }

  /** As GitHub makes it. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^\\w\\- ]", "")
        .replace(' ', '-');
  }
}
