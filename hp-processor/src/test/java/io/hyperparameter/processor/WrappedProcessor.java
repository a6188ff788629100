package io.hyperparameter.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;

/** A processor in an environment that notes what it does, as a build tool does that watches it. */
final class WrappedProcessor extends AbstractProcessor {
  /**
   * A file that was written.
   *
   * @param isSource whether it is a source file
   * @param name its name
   * @param location where; null of a source file
   * @param origins the originating elements
   */
  record Written(boolean isSource, String name, Location location, List<Element> origins) {}

  private final Processor inner;
  final List<Written> written = new ArrayList<>();
  final List<String> read = new ArrayList<>();

  WrappedProcessor(Processor inner) {
    this.inner = inner;
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    inner.init(new Environment(env, new NotingFiler(env.getFiler())));
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return inner.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return inner.getSupportedSourceVersion();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return inner.process(annotations, round);
  }

  private final class NotingFiler implements Filer {
    private final Filer filer;

    NotingFiler(Filer filer) {
      this.filer = filer;
    }

    @Override
    public JavaFileObject createSourceFile(CharSequence name, Element... origins)
        throws java.io.IOException {
      written.add(new Written(true, name.toString(), null, List.of(origins)));
      return filer.createSourceFile(name, origins);
    }

    @Override
    public JavaFileObject createClassFile(CharSequence name, Element... origins) {
      throw new AssertionError("a class file: " + name);
    }

    @Override
    public FileObject createResource(
        Location location, CharSequence pkg, CharSequence name, Element... origins)
        throws java.io.IOException {
      written.add(new Written(false, name.toString(), location, List.of(origins)));
      return filer.createResource(location, pkg, name, origins);
    }

    @Override
    public FileObject getResource(Location location, CharSequence pkg, CharSequence name)
        throws java.io.IOException {
      read.add(location + " " + name);
      return filer.getResource(location, pkg, name);
    }
  }

  /** The compiler's own is in a field of the name that Gradle gives it. */
  private record Environment(ProcessingEnvironment delegate, Filer filer)
      implements ProcessingEnvironment {
    @Override
    public Map<String, String> getOptions() {
      return delegate.getOptions();
    }

    @Override
    public Messager getMessager() {
      return delegate.getMessager();
    }

    @Override
    public Filer getFiler() {
      return filer;
    }

    @Override
    public Elements getElementUtils() {
      return delegate.getElementUtils();
    }

    @Override
    public Types getTypeUtils() {
      return delegate.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return delegate.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return delegate.getLocale();
    }
  }
}
