import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sorts the functions of what JavaCPP has written, so that two builds give the same library: it
 * writes them in the order in which reflection lists methods, which differs from run to run.
 *
 * <p>The functions that stand for methods come last in its files, with empty lines between classes,
 * each from a line that begins with {@code JNIEXPORT} to one that is a brace.
 *
 * <pre>java SortJni.java FILE...</pre>
 */
class SortJni {
  private static final String BEGIN = "JNIEXPORT ";
  private static final String METHOD = " JNICALL Java_";

  public static void main(String[] files) throws IOException {
    for (String file : files) {
      Path path = Path.of(file);
      Files.write(path, sorted(Files.readAllLines(path), path));
    }
  }

  private static List<String> sorted(List<String> lines, Path file) throws IOException {
    List<String> result = new ArrayList<>();
    List<String> functions = new ArrayList<>();
    int i = 0;
    while (i < lines.size() && !isMethod(lines.get(i))) {
      result.add(lines.get(i++));
    }
    while (i < lines.size() && (isMethod(lines.get(i)) || lines.get(i).isEmpty())) {
      if (lines.get(i).isEmpty()) {
        i++;
        continue;
      }
      StringBuilder function = new StringBuilder(lines.get(i++));
      String line;
      do {
        line = lines.get(i++);
        function.append('\n').append(line);
      } while (!line.equals("}"));
      functions.add(function.toString());
    }
    List<String> rest = lines.subList(i, lines.size());
    if (functions.isEmpty() || rest.stream().anyMatch(SortJni::isMethod)) {
      throw new IOException(file + " is not in the form that this program knows");
    }
    Collections.sort(functions);
    result.addAll(functions);
    result.addAll(rest);
    return result;
  }

  private static boolean isMethod(String line) {
    return line.startsWith(BEGIN) && line.contains(METHOD);
  }
}
