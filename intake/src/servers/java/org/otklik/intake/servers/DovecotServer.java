package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Dovecot of our own on free loopback ports, its mail in a temporary folder. Any lower-case user
 * name is a mailbox, all with {@link #PASSWORD}; TLS and access tokens by {@link Options}. {@link #stop}, {@link #kill} and {@link
 * #start} keep mail and ports, for tests of faults. Delivery is thread-safe, starting and stopping
 * isn't.
 */
public final class DovecotServer implements AutoCloseable {
  public static final String HOST = "127.0.0.1";
  public static final String PASSWORD = "secret";

  /** Dovecot refuses to serve mail as root, so root runs it as this user. */
  private static final String NOBODY = "nobody";

  /** Only where we are root. */
  private final @Nullable UserPrincipal nobody;

  private final Path folder;
  private final Path program;
  private final Path log;
  private final int imapPort = ServerProcess.freePort();
  private final int pop3Port = ServerProcess.freePort();
  private final int imapsPort = ServerProcess.freePort();
  private final int pop3sPort = ServerProcess.freePort();
  private final int authPort = ServerProcess.freePort();
  private final Options options;
  private final Map<Path, Maildir> maildirs = new ConcurrentHashMap<>();
  private @Nullable ServerProcess process;

  /**
   * What it can do besides.
   *
   * @param tls speaks TLS at {@link #imapsPort} and {@link #pop3sPort}, and STARTTLS at the others
   * @param introspection whom it asks (RFC 7662) about access tokens, for XOAUTH2: the token goes
   *     to the end of the address; the answer has {@code active} and {@code username}
   */
  public record Options(Optional<TlsForTests> tls, Optional<URI> introspection) {
    public static final Options NONE = new Options(Optional.empty(), Optional.empty());

    public Options withTls(TlsForTests tls) {
      return new Options(Optional.of(tls), introspection);
    }

    public Options asking(URI introspection) {
      return new Options(tls, Optional.of(introspection));
    }
  }

  private DovecotServer(Path fetched, Options options) throws IOException {
    this.options = options;
    folder = Files.createTempDirectory("otklik-dovecot");
    var users = folder.getFileSystem().getUserPrincipalLookupService();
    nobody = ServerProcess.asRoot() ? users.lookupPrincipalByName(NOBODY) : null;
    give(folder);
    program = reachable(fetched);
    log = folder.resolve("dovecot.log");
    Path run = Files.createDirectory(folder.resolve("run"));
    give(run);
    give(Files.createDirectory(folder.resolve("mail")));
    give(Files.createFile(log));
    // Where the unpacked Dovecot looks for its modules; see .dev/servers.
    Files.createSymbolicLink(run.resolve("modules"), program.resolve("usr/lib/dovecot/modules"));
    Files.writeString(folder.resolve("dovecot.conf"), configuration());
  }

  /** A server that answers; the calling test is skipped where there is no Dovecot to be had. */
  public static DovecotServer running() {
    return running(Options.NONE);
  }

  /** As {@link #running()}, with more. */
  public static DovecotServer running(Options options) {
    try {
      var server = new DovecotServer(DebianServers.require("dovecot"), options);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int imapPort() {
    return imapPort;
  }

  public int pop3Port() {
    return pop3Port;
  }

  /** Speaks TLS from the first byte, where it was told to. */
  public int imapsPort() {
    return imapsPort;
  }

  /** Speaks TLS from the first byte, where it was told to. */
  public int pop3sPort() {
    return pop3sPort;
  }

  /** Tells other servers who may log in, by Dovecot's own protocol (a Postfix, for instance). */
  public int authPort() {
    return authPort;
  }

  /** Dovecot's own log, gone with {@link #close}. */
  public Path log() {
    return log;
  }

  /** Puts messages into a user's inbox in this order, whether the server runs or not. */
  public void deliver(String user, byte[]... messages) {
    deliver(user, List.of(messages));
  }

  public void deliver(String user, Iterable<byte[]> messages) {
    Maildir inbox = maildirs.computeIfAbsent(mailOf(user), at -> new Maildir(at, this::give));
    messages.forEach(inbox::deliver);
  }

  /** Puts a message into another folder of a user's mailbox. */
  public void deliverTo(String user, String folderName, byte[] message) {
    deliver(user); // the inbox comes first
    Path at = mailOf(user).resolve("." + folderName);
    maildirs.computeIfAbsent(at, made -> new Maildir(made, this::give)).deliver(message);
  }

  /** The maildir of a user's inbox. Its dot-folders are the other mailboxes. */
  public Path mailOf(String user) {
    if (!user.matches("[a-z0-9][a-z0-9._@+-]*")) {
      throw new IllegalArgumentException("not a lower-case user name: " + user);
    }
    return folder.resolve("mail").resolve(user);
  }

  /** How many messages of a user's inbox aren't marked as seen: flags are in a maildir's names. */
  public int unseen(String user) {
    int unseen = 0;
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> files = Files.list(mailOf(user).resolve(part))) {
        unseen += (int) files.filter(f -> !f.toString().matches(".*:2,[A-Z]*S[A-Z]*")).count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return unseen;
  }

  /** Starts it again after {@link #stop} or {@link #kill}: same mail, same ports. */
  public void start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("it runs already");
    }
    try {
      Files.deleteIfExists(folder.resolve("run/master.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = ServerProcess.start(command(), log, imapPort);
  }

  /** Ends it in good order, its connections with it. */
  public void stop() {
    if (process != null) {
      process.stop();
    }
  }

  /** {@code kill -9} for the server and every process that serves a connection. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void close() {
    kill();
    ServerProcess.deleteTree(folder);
  }

  /**
   * doveconf reads the configuration and becomes the server, as the server would have done itself
   * by way of /usr/bin/doveconf.
   */
  private List<String> command() {
    var command = new ArrayList<String>();
    if (ServerProcess.asRoot()) {
      command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups"));
    }
    String conf = folder.resolve("dovecot.conf").toString();
    command.addAll(List.of(program.resolve("run").toString(), "usr/bin/doveconf"));
    command.addAll(List.of("-f", "service=master", "-c", conf, "-m", "master", "-p", "-e"));
    command.addAll(List.of(program.resolve("usr/sbin/dovecot").toString(), "-F", "-c", conf));
    return command;
  }

  private String configuration() throws IOException {
    boolean root = ServerProcess.asRoot();
    String user = root ? NOBODY : System.getProperty("user.name");
    String group = root ? "nogroup" : groupOf(folder);
    return """
    protocols = imap pop3
    listen = %1$s
    base_dir = %2$s/run
    state_dir = %2$s/state
    libexec_dir = %3$s/usr/lib/dovecot
    import_environment = LD_LIBRARY_PATH
    default_internal_user = %4$s
    default_internal_group = %5$s
    default_login_user = %4$s
    default_vsz_limit = 1G
    first_valid_uid = 1
    mail_uid = %4$s
    mail_gid = %5$s
    mail_location = maildir:%2$s/mail/%%u
    %10$s
    disable_plaintext_auth = no
    auth_failure_delay = 0
    log_path = %6$s
    passdb {
      driver = static
      args = password=%7$s
    }
    userdb {
      driver = static
      args = uid=%4$s gid=%5$s home=%2$s/mail/%%u allow_all_users=yes
    }
    service anvil {
      chroot =
      # Else a login waits because an earlier one from this address was refused.
      unix_listener anvil-auth-penalty {
        mode = 0
      }
    }
    service stats {
      chroot =
    }
    service auth {
      inet_listener {
        port = %13$d
      }
    }
    service imap-login {
      chroot =
      service_count = 0
      inet_listener imap {
        port = %8$d
      }
      inet_listener imaps {
        port = %11$d
        ssl = yes
      }
    }
    service pop3-login {
      chroot =
      service_count = 0
      inet_listener pop3 {
        port = %9$d
      }
      inet_listener pop3s {
        port = %12$d
        ssl = yes
      }
    }
    mail_max_userip_connections = 0
    """
        .formatted(
            HOST,
            folder,
            program,
            user,
            group,
            log,
            PASSWORD,
            imapPort,
            pop3Port,
            tls() + tokens(),
            options.tls().isPresent() ? imapsPort : 0,
            options.tls().isPresent() ? pop3sPort : 0,
            authPort);
  }

  private String tls() throws IOException {
    if (options.tls().isEmpty()) {
      return "ssl = no\n";
    }
    var tls = options.tls().get();
    return "ssl = yes\nssl_cert = <%s\nssl_key = <%s\n"
        .formatted(ours(tls.certificate()), ours(tls.key()));
  }

  /** Dovecot 2.3 takes a token for good when whoever is asked about it knows the user. */
  private String tokens() throws IOException {
    if (options.introspection().isEmpty()) {
      return "auth_mechanisms = plain login\n";
    }
    Path oauth2 = folder.resolve("oauth2.conf");
    Files.writeString(
        oauth2,
        """
        introspection_mode = get
        introspection_url = %s
        username_attribute = username
        active_attribute = active
        active_value = true
        """
            .formatted(options.introspection().get()));
    give(oauth2);
    return """
    auth_mechanisms = plain login xoauth2 oauthbearer
    passdb {
      driver = oauth2
      mechanisms = xoauth2 oauthbearer
      args = %s
    }
    """
        .formatted(oauth2);
  }

  private Path ours(Path file) throws IOException {
    Path copy = Files.copy(file, folder.resolve(file.getFileName().toString()));
    give(copy);
    return copy;
  }

  private static String groupOf(Path path) throws IOException {
    return Files.getAttribute(path, "posix:group").toString();
  }

  private void give(Path file) throws IOException {
    if (nobody != null) {
      Files.setOwner(file, nobody);
    }
  }

  /** Root's cache is usually closed to others; then the server gets a copy (25 MB). */
  private Path reachable(Path fetched) throws IOException {
    if (!ServerProcess.asRoot() || isOpenToOthers(fetched)) {
      return fetched;
    }
    Path copy = folder.resolve("program");
    try {
      int exit = new ProcessBuilder("cp", "-a", fetched + "/.", copy + "/").start().waitFor();
      if (exit != 0) {
        throw new IOException("can't copy " + fetched + " to " + copy);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return copy;
  }

  private static boolean isOpenToOthers(Path folder) throws IOException {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }
}
