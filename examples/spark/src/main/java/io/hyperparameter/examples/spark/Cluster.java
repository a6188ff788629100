package io.hyperparameter.examples.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's standalone cluster on this machine: a master, workers, and the executors that these
 * start, each a process of its own with the class path of this one. Closing it ends them all.
 */
public final class Cluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("(Successfully registered with master)");
  private static final int SECONDS_TO_START = 120;

  /** Two names of one machine: Spark runs a second copy of a task on another host only. */
  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private String master = "";

  private Cluster(Path home) {
    this.home = home;
  }

  /**
   * Starts a master and workers with one core each, and waits until all are there.
   *
   * @param workers how many
   * @throws IOException if a process does not start; its output is in the message
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Cluster start(int workers) throws IOException, InterruptedException {
    Cluster cluster = new Cluster(Files.createTempDirectory("spark-cluster"));
    try {
      Files.createDirectories(cluster.home.resolve("jars")); // Spark looks for it; it may be empty
      cluster.master =
          cluster.start(
              MASTER, "master.Master", "--host", HOSTS.get(0), "--port", "0", "--webui-port", "0");
      for (int i = 0; i < workers; i++) {
        String host = HOSTS.get(i % HOSTS.size());
        Path directory = cluster.home.resolve("worker-" + i);
        cluster.start(
            REGISTERED,
            "worker.Worker",
            "--host",
            host,
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            directory.toString(),
            cluster.master);
        cluster.workers.add(cluster.processes.get(cluster.processes.size() - 1));
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts a process and waits until it says so; gives what it says. */
  private String start(Pattern ready, String main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j2.configurationFile=cluster-log4j2.properties");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.apache.spark.deploy." + main);
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", HOSTS.get(0));
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    Process process = builder.start();
    processes.add(process);
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, ready, said), main);
    reader.setDaemon(true);
    reader.start();
    try {
      return said.get(SECONDS_TO_START, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(main + " did not start: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(main + " did not start in " + SECONDS_TO_START + " s", e);
    }
  }

  /** To the end of the process, which would wait for a reader otherwise. */
  private static void read(Process process, Pattern ready, CompletableFuture<String> said) {
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = ready.matcher(line);
        if (matcher.find()) {
          said.complete(matcher.group(1));
        } else if (!said.isDone()) {
          output.append(line).append(System.lineSeparator());
        }
      }
      said.completeExceptionally(new IOException("it ended, and said:\n" + output));
    } catch (IOException e) {
      said.completeExceptionally(e);
    }
  }

  /**
   * A session whose executors, one a worker, are on this cluster.
   *
   * @param settings {@code key=value} texts, besides those needed here
   */
  public SparkSession session(String... settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("sweep")
            .set("spark.driver.host", HOSTS.get(0))
            .set("spark.driver.bindAddress", HOSTS.get(0))
            .set("spark.executor.cores", "1")
            .set("spark.executor.memory", "512m")
            .set("spark.executor.extraClassPath", classPath())
            .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
            .set("spark.ui.enabled", "false");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      conf.set(parts[0], parts[1]);
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Executors start elsewhere, so what is relative here is not there. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  /** {@return the processes of the workers; their children are the executors} */
  public List<ProcessHandle> workers() {
    return workers.stream().map(Process::toHandle).toList();
  }

  /** {@return every process that is alive: master, workers, executors} */
  public List<ProcessHandle> alive() {
    return processes.stream()
        .map(Process::toHandle)
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Ends all processes and waits until they have ended; removes what they wrote. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = alive();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
