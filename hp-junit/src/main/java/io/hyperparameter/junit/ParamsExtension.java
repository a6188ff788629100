package io.hyperparameter.junit;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a parameter context of its own, on whatever thread it runs: with what {@link
 * Params} defines, what {@code @BeforeAll} methods left visible, and nothing else; nothing frozen,
 * nothing of other tests. {@code @BeforeEach} methods, the test and {@code @AfterEach} methods
 * share it, and it ends with the test, with all that was written. So does each dynamic test have
 * one of its own, and each class for its {@code @BeforeAll} and {@code @AfterAll} methods.
 *
 * <p>A test fails that leaves a scope open, one of {@code ParamScope.init} included, and one that
 * calls {@code ParamScope.frozen()}, at that very call, as threads of other tests would start with
 * what it publishes: see {@link FreezesParams}.
 *
 * <p>{@link Params} and {@link ParamSource} bring it; for all tests of a class,
 * {@code @ExtendWith(ParamsExtension.class)}; for all tests there are, start them with {@code
 * junit.jupiter.extensions.autodetection.enabled=true}. Parallel tests need no settings. What runs
 * on other threads, as with {@code @Timeout(threadMode = SEPARATE_THREAD)}, starts with what was
 * visible then; threads that a test starts itself see nothing of it, as ever.
 *
 * <p>Not seen: what a kernel in C++ publishes for new threads.
 */
public final class ParamsExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        TestTemplateInvocationContextProvider,
        InvocationInterceptor {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ParamsExtension.class);

  private static final String TEST_CONTEXT = "context";

  /** For JUnit. */
  public ParamsExtension() {}

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(OURS);
  }

  // ---- begin and end ----

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context, mayFreeze(context.getRequiredTestClass()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(
        context,
        mayFreeze(context.getRequiredTestMethod()) || mayFreeze(context.getRequiredTestClass()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  private static boolean mayFreeze(AnnotatedElement element) {
    return AnnotationSupport.isAnnotated(element, FreezesParams.class);
  }

  private static void begin(ExtensionContext context, boolean annotated) {
    store(context)
        .put(
            TEST_CONTEXT,
            TestContext.begin(nameOf(context), around(context), start(context), annotated));
  }

  private static void end(ExtensionContext context) {
    TestContext test = store(context).remove(TEST_CONTEXT, TestContext.class);
    if (test != null) {
      test.end();
    }
  }

  private static String nameOf(ExtensionContext context) {
    String name =
        context
            .getTestMethod()
            .map(Definitions::nameOf)
            .orElseGet(() -> context.getRequiredTestClass().getName());
    String[] source = SourceInvocations.definitions(context);
    return source == null ? name : name + " with " + String.join(", ", source);
  }

  /** What a class or test starts with: what is visible around it, and its own definitions. */
  private static ParamSnapshot start(ExtensionContext context) {
    TestContext around = around(context);
    ParamSnapshot start = around != null ? around.latest() : nothing();
    for (AnnotatedElement element : elements(context, around != null)) {
      start = Definitions.of(element, start);
    }
    String[] source = SourceInvocations.definitions(context);
    return source == null ? start : Definitions.over(start, "@ParamSource", source);
  }

  /** Those whose annotations count, the outermost first. */
  private static List<AnnotatedElement> elements(ExtensionContext context, boolean ownOnly) {
    List<AnnotatedElement> elements = new ArrayList<>();
    if (!ownOnly || context.getTestMethod().isEmpty()) {
      elements.add(context.getRequiredTestClass());
    }
    if (!ownOnly) {
      addEnclosingClasses(context, elements);
    }
    context.getTestMethod().ifPresent(elements::add);
    return elements;
  }

  /** As ExtensionContext.getEnclosingTestClasses() does, which JUnit 5.12 is the first to have. */
  private static void addEnclosingClasses(
      ExtensionContext context, List<AnnotatedElement> classes) {
    for (ExtensionContext outer = context; outer != null; outer = outer.getParent().orElse(null)) {
      outer.getTestClass().filter(c -> !classes.contains(c)).ifPresent(c -> classes.add(0, c));
    }
  }

  private static ParamSnapshot nothing() {
    return ParamScope.empty().call(ParamScope::capture);
  }

  private static @Nullable TestContext around(ExtensionContext context) {
    return store(context).get(TEST_CONTEXT, TestContext.class); // those above it are asked, too
  }

  // ---- runs over values ----

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return SourceInvocations.isFor(context.getRequiredTestMethod());
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return SourceInvocations.of(context.getRequiredTestMethod());
  }

  // ---- what runs between ----

  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> constructor,
      ExtensionContext context)
      throws Throwable {
    TestContext own = around(context);
    boolean begun = own != context.getParent().map(ParamsExtension::around).orElse(null);
    ParamSnapshot start = own != null && begun ? own.latest() : start(context);
    return start.call(invocation::proceed); // what it reads; it writes for nobody
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return proceed(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
      throws Throwable {
    TestContext around = around(context);
    if (around == null) {
      invocation.proceed();
    } else {
      inOneOfItsOwn(around, around.name() + " \"" + context.getDisplayName() + "\"", invocation);
    }
  }

  private static <T> T proceed(Invocation<T> invocation, ExtensionContext context)
      throws Throwable {
    TestContext test = around(context);
    if (test == null) {
      return invocation.proceed();
    }
    if (!test.isHere()) {
      return inOneOfItsOwn(test, test.name(), invocation);
    }
    T given = invocation.proceed();
    test.advance();
    return given;
  }

  private static <T> T inOneOfItsOwn(TestContext around, String name, Invocation<T> invocation)
      throws Throwable {
    TestContext own = TestContext.begin(name, around, around.latest(), false);
    T given;
    try {
      given = invocation.proceed();
    } catch (Throwable failed) {
      try {
        own.end();
      } catch (AssertionError | RuntimeException alsoFailed) {
        if (alsoFailed != failed) {
          failed.addSuppressed(alsoFailed);
        }
      }
      throw failed;
    }
    own.end();
    return given;
  }
}
