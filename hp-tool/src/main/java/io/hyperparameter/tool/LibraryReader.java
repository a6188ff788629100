package io.hyperparameter.tool;

import io.hyperparameter.index.ParamEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;

/**
 * Finds the parameters of a library that never heard of this one in its class files, such as fields
 * with an annotation. Found by {@link java.util.ServiceLoader}; stateless.
 *
 * <p>The classes come from jars of anybody. A reader must take them as text: never load one, and
 * expect anything in them. What it throws is told to the user as a note, and the other readers go
 * on.
 */
public interface LibraryReader {
  /** {@return the library, for people} */
  String library();

  /**
   * {@return texts of the constant pool} A class file that has none of them is not read: names of
   * classes with slashes.
   */
  List<String> marks();

  /**
   * Reads the parameters.
   *
   * @param classes the class files of everything that is looked at
   * @return one entry for each parameter a user can set, the class as its element
   */
  List<ParamEntry> read(Classes classes);

  /** Class files by name; those without any reader's mark are missing. */
  interface Classes {
    /** {@return all of them} */
    Collection<ClassNode> all();

    /**
     * Finds one.
     *
     * @param name its name with slashes
     * @return it, or null if it is not there
     */
    @Nullable ClassNode find(String name);

    /**
     * Classes by their names.
     *
     * @param byName names with slashes to classes
     * @return a view of the map
     */
    static Classes of(Map<String, ClassNode> byName) {
      return new Classes() {
        @Override
        public Collection<ClassNode> all() {
          return byName.values();
        }

        @Override
        public @Nullable ClassNode find(String name) {
          return byName.get(name);
        }
      };
    }
  }
}
