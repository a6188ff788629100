import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies what a module needs of a library into the module's classes, under a package of its own, and
 * lets the module's classes refer to it there.
 *
 * <p>The library has no module descriptor: required as a module it would keep every application that
 * uses us from jlink, and unpacked under its own name it would clash with the user's copy. Renaming
 * touches names only, which all stand as text in a class file's constant pool.
 *
 * <pre>java Carry.java CLASSES LIBRARY.jar FROM.PACKAGE TO.PACKAGE NOT-THESE</pre>
 */
class Carry {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final List<Integer> TWO_BYTES = List.of(7, 8, 16, 19, 20);
  private static final int METHOD_HANDLE = 15;
  private static final int MAGIC = 0xCAFEBABE;

  private final String from;
  private final String to;

  private Carry(String from, String to) {
    this.from = from;
    this.to = to;
  }

  public static void main(String[] args) throws IOException {
    Path classes = Path.of(args[0]);
    Carry carry = new Carry(args[2], args[3]);
    List<Path> own;
    try (Stream<Path> files = Files.walk(classes)) {
      own = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : own) {
      byte[] before = Files.readAllBytes(file);
      byte[] after = carry.renamed(before);
      if (!java.util.Arrays.equals(before, after)) {
        Files.write(file, after);
      }
    }
    carry.copy(Path.of(args[1]), classes, Pattern.compile(args[4]));
  }

  private void copy(Path library, Path classes, Pattern leftOut) throws IOException {
    String prefix = from.replace('.', '/') + "/";
    int copied = 0;
    try (JarFile jar = new JarFile(library.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (name.startsWith(prefix)
            && name.endsWith(".class")
            && !leftOut.matcher(name.substring(prefix.length())).lookingAt()) {
          Path target = classes.resolve(to.replace('.', '/')).resolve(name.substring(prefix.length()));
          Files.createDirectories(target.getParent());
          Files.write(target, renamed(jar.getInputStream(entry).readAllBytes()));
          copied++;
        }
      }
    }
    if (copied == 0) {
      throw new IOException(library + " has no classes in " + from);
    }
  }

  /** The class file with every mention of the package renamed: only texts of the pool change. */
  private byte[] renamed(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length + 256);
    DataOutputStream out = new DataOutputStream(bytes);
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw new IOException("not a class file");
    }
    out.writeInt(magic);
    out.writeInt(in.readInt()); // its version
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        out.writeUTF(
            in.readUTF().replace(from.replace('.', '/'), to.replace('.', '/')).replace(from, to));
      } else {
        out.write(in.readNBytes(size(tag)));
        i += tag == LONG || tag == DOUBLE ? 1 : 0; // they count twice
      }
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }

  private static int size(int tag) {
    if (tag == LONG || tag == DOUBLE) {
      return 8;
    }
    return TWO_BYTES.contains(tag) ? 2 : tag == METHOD_HANDLE ? 3 : 4;
  }
}
