package io.hyperparameter.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.hyperparameter.processor.Declarations.Declared;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** What javac's syntax trees tell of the source. */
final class TreeView extends SourceView {
  private final Trees trees;
  private final TypedKeys keys;

  /** Throws IllegalArgumentException if {@code env} is not javac's own. */
  TreeView(ProcessingEnvironment env) {
    trees = Trees.instance(env);
    keys = new TypedKeys(env, this);
  }

  @Override
  boolean hasSource(TypeElement type) {
    return trees.getPath(type) != null;
  }

  @Override
  String file(TypeElement type) {
    TypeElement top = Declarations.topLevel(type);
    TreePath path = trees.getPath(top);
    if (path == null) {
      return super.file(type);
    }
    String name = path.getCompilationUnit().getSourceFile().getName().replace('\\', '/');
    String simple = name.substring(name.lastIndexOf('/') + 1);
    String full = top.getQualifiedName().toString();
    int dot = full.lastIndexOf('.');
    return full.substring(0, dot + 1).replace('.', '/') + simple;
  }

  @Override
  int line(Element element) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      TreePath path = trees.getPath(e);
      if (path != null) {
        CompilationUnitTree unit = path.getCompilationUnit();
        long position = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
        return position < 0 ? 0 : (int) unit.getLineMap().getLineNumber(position);
      }
    }
    return 0;
  }

  @Override
  List<Declared> typedKeys(TypeElement type) {
    List<Declared> found = new ArrayList<>();
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      Declared key = keys.read(field);
      if (key != null) {
        found.add(key);
      }
    }
    return found;
  }

  /** In Kotlin's stubs a field is there, but not what Kotlin sets it to. */
  @Override
  List<VariableElement> unseenKeys(TypeElement type) {
    return Kotlin.made(type) ? super.unseenKeys(type) : List.of();
  }

  @Override
  String whyUnseen() {
    return "the Java stubs of Kotlin code do not show its key; declare it in a Java class";
  }

  /** Where an element is declared, or null. */
  @Nullable TreePath path(Element element) {
    return trees.getPath(element);
  }

  /** The tree of an element, or null. */
  @Nullable Tree tree(Element element) {
    TreePath path = trees.getPath(element);
    return path == null ? null : path.getLeaf();
  }
}
