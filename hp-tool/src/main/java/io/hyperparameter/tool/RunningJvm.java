package io.hyperparameter.tool;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.hyperparameter.management.ParametersMXBean;
import io.hyperparameter.management.ParametersManagement;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Another JVM of this machine, as the JDK's attach API shows it. The only class that knows the
 * module {@code jdk.attach}, which a JRE may lack.
 *
 * @param pid its process
 * @param name what it runs: the main class or jar, and its arguments
 */
record RunningJvm(long pid, String name) {
  private static final String AGENT = "io.hyperparameter.tool.agent.BeanAgent";
  private static final String MARK = "io/hyperparameter/ParamScope.class";
  private static final Pattern NESTED = Pattern.compile(".*/lib/hp-api-[^/]*\\.jar");

  /** Those that may be attached to, without this one, by their numbers. */
  static List<RunningJvm> all() {
    return VirtualMachine.list().stream()
        .filter(each -> each.id().matches("\\d{1,18}"))
        .map(each -> new RunningJvm(Long.parseLong(each.id()), each.displayName()))
        .filter(each -> each.pid != ProcessHandle.current().pid())
        .sorted(Comparator.comparingLong(RunningJvm::pid))
        .toList();
  }

  /**
   * The JVM of a process.
   *
   * @throws ToolException if there is none, or it is no JVM: attaching sends it a signal that ends
   *     most other programs
   */
  static RunningJvm of(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .orElseThrow(() -> new ToolException("there is no process " + pid));
    for (VirtualMachineDescriptor each : VirtualMachine.list()) {
      if (each.id().equals(Long.toString(pid))) {
        return new RunningJvm(pid, each.displayName());
      }
    }
    // it may keep no file by which it is listed
    String command = process.info().command().orElse("");
    if (JavaCommand.isJava(command)) {
      return new RunningJvm(pid, command);
    }
    throw new ToolException(
        "process "
            + pid
            + (command.isEmpty() ? "" : " (" + command + ")")
            + otherUser(pid).orElse(" is no JVM"));
  }

  /** Whose the process is, and the way out, if it is another user's. */
  private static Optional<String> otherUser(long pid) {
    String ours = ProcessHandle.current().info().user().orElse("");
    return ProcessHandle.of(pid)
        .flatMap(each -> each.info().user())
        .filter(theirs -> !ours.isEmpty() && !theirs.equals(ours))
        .map(
            theirs ->
                " is of user " + theirs + ", and hp runs as " + ours + "; run hp as " + theirs);
  }

  /** Whether the library is on its class path or module path, as far as files tell. */
  boolean mayHaveLibrary() {
    VirtualMachine jvm;
    try {
      jvm = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException | IOException e) {
      return false; // it has ended meanwhile, or is another user's
    }
    try {
      return hasLibrary(jvm.getSystemProperties());
    } catch (IOException e) {
      return false;
    } finally {
      detach(jvm);
    }
  }

  static boolean hasLibrary(Properties system) {
    Path directory = Path.of(system.getProperty("user.dir", "."));
    String separator = Pattern.quote(system.getProperty("path.separator", File.pathSeparator));
    for (String paths : List.of("java.class.path", "jdk.module.path")) {
      for (String element : system.getProperty(paths, "").split(separator, -1)) {
        if (!element.isEmpty() && hasLibrary(directory, element, paths.equals("jdk.module.path"))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The module path may name directories of jars, the class path those of classes. */
  private static boolean hasLibrary(Path directory, String element, boolean ofJars) {
    try {
      Path path = directory.resolve(element);
      if (Files.isRegularFile(path)) {
        return isLibrary(path, true);
      }
      if (Files.isRegularFile(path.resolve(MARK))) {
        return true;
      }
      try (Stream<Path> inside =
          ofJars && Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
        return inside
            .filter(each -> each.toString().endsWith(".jar"))
            .anyMatch(each -> isLibrary(each, false));
      }
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static boolean isLibrary(Path file, boolean withManifest) {
    try (JarFile jar = new JarFile(file.toFile())) {
      if (jar.getEntry(MARK) != null
          || jar.stream().anyMatch(entry -> NESTED.matcher("/" + entry.getName()).matches())) {
        return true;
      }
      Manifest manifest = withManifest ? jar.getManifest() : null;
      String others =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return others != null
          && Stream.of(others.strip().split("\\s+", -1))
              .map(each -> each.startsWith("file:") ? each.substring("file:".length()) : each)
              .map(file::resolveSibling)
              .anyMatch(each -> Files.isRegularFile(each) && isLibrary(each, false));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * Asks the bean of the library.
   *
   * @param notes told where the program was changed for it
   * @param question what is asked
   * @throws ToolException if it cannot be attached to, has not the library, or ends meanwhile
   */
  void ask(Consumer<String> notes, Consumer<ParametersMXBean> question) {
    VirtualMachine jvm;
    try {
      jvm = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException | IOException e) {
      throw new ToolException(
          "process " + pid + otherUser(pid).orElse(" cannot be attached to: " + e.getMessage()), e);
    }
    try {
      ask(jvm, notes, question);
    } finally {
      detach(jvm);
    }
  }

  @SuppressWarnings("BanJNDI") // the address is of this machine, told by a process of ours
  private void ask(
      VirtualMachine jvm, Consumer<String> notes, Consumer<ParametersMXBean> question) {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address(jvm)))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName(ParametersManagement.NAME);
      if (!server.isRegistered(name)) {
        sendAgent(jvm);
        if (!server.isRegistered(name)) {
          throw new ToolException(
              "process "
                  + pid
                  + " ("
                  + name()
                  + ") has not this library, or has not used it yet: no class of it is loaded");
        }
        notes.accept(
            "an agent registered the bean in process "
                + pid
                + ", as ParametersManagement.register() in the program would");
      }
      question.accept(JMX.newMXBeanProxy(server, name, ParametersMXBean.class));
    } catch (IOException | JMException e) {
      throw new ToolException("process " + pid + " does not answer: " + e, e);
    }
  }

  private String address(VirtualMachine jvm) {
    try {
      return jvm.startLocalManagementAgent();
    } catch (IOException e) {
      throw new ToolException(
          "process "
              + pid
              + " starts no management: "
              + e.getMessage()
              + "; its Java needs the module jdk.management.agent",
          e);
    }
  }

  private void sendAgent(VirtualMachine jvm) throws IOException {
    Path jar = Files.createTempFile("hp-agent", ".jar");
    try {
      writeAgent(jar);
      if (!jar.toFile().setReadable(true, false)) { // also for the user that the JVM runs as
        throw new IOException(jar + " cannot be made readable");
      }
      jvm.loadAgent(jar.toString());
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new ToolException(
          "process "
              + pid
              + " takes no agent ("
              + e.getMessage()
              + "); call ParametersManagement.register() in the program, or start it with"
              + " -XX:+EnableDynamicAgentLoading and a Java that has the module java.instrument",
          e);
    } finally {
      Files.deleteIfExists(jar);
    }
  }

  private static void writeAgent(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", AGENT);
    String path = AGENT.replace('.', '/') + ".class";
    try (InputStream in = RunningJvm.class.getModule().getResourceAsStream(path);
        OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      if (in == null) {
        throw new IOException("hp.jar has no " + path);
      }
      jar.putNextEntry(new JarEntry(path));
      in.transferTo(jar);
    }
  }

  private static void detach(VirtualMachine jvm) {
    try {
      jvm.detach();
    } catch (IOException e) { // it has ended, and all with it
    }
  }

  /** Those of all that seem to have the library. */
  static List<RunningJvm> withLibrary() {
    List<RunningJvm> found = new ArrayList<>();
    for (RunningJvm each : all()) {
      if (each.mayHaveLibrary()) {
        found.add(each);
      }
    }
    return found;
  }
}
