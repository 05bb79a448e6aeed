package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Postfix of our own on a free loopback port, its queue in a temporary folder. It delivers into
 * maildirs, a Dovecot's for instance, refuses some recipients while they are named, and finds out
 * about others only later, so that it has to send a report. Postfix wants root; elsewhere the
 * calling test is skipped.
 */
public final class PostfixServer implements AutoCloseable {
  /** Whom Debian has in any case; Postfix wants them to be somebody else than who delivers. */
  private static final String OWNER = "daemon";

  private static final String GROUP = "mail";

  /** {@code nobody}, who owns the maildirs of a Dovecot that root has started. */
  private static final int DELIVERS_AS = 65534;

  private static final List<String> QUEUES =
      List.of(
          "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming",
          "private", "saved", "trace", "maildrop", "public");

  private final Path folder;
  private final int port = ServerProcess.freePort();
  private final ServerProcess process;

  private PostfixServer(Path program, Routes routes) throws IOException {
    folder = Files.createTempDirectory("otklik-postfix");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    prepare();
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(conf.resolve("main.cf"), main(program, routes));
    Files.writeString(conf.resolve("master.cf"), master());
    process =
        ServerProcess.start(
            List.of(
                "env",
                "MAIL_CONFIG=" + conf,
                program.resolve("run").toString(),
                "usr/lib/postfix/sbin/master",
                "-c",
                conf.toString(),
                "-d"),
            folder.resolve("out.log"),
            port);
  }

  /**
   * Where mail goes.
   *
   * @param maildirs by address
   * @param refused addresses that are refused at once, 550
   * @param failing domains that are taken, and found to be in vain later
   * @param logins where a Dovecot is asked who may log in: then nobody else may send; empty: anybody
   *     may
   */
  public record Routes(
      Map<String, Path> maildirs, Set<String> refused, Set<String> failing, OptionalInt logins) {

    public Routes(Map<String, Path> maildirs, Set<String> refused, Set<String> failing) {
      this(maildirs, refused, failing, OptionalInt.empty());
    }

    /** Only for those who log in. */
    public Routes askingForLogins(DovecotServer dovecot) {
      return new Routes(maildirs, refused, failing, OptionalInt.of(dovecot.authPort()));
    }
  }

  /** A server that answers; the calling test is skipped where there is none to be had. */
  public static PostfixServer running(Routes routes) {
    try {
      if (!ServerProcess.asRoot()) {
        throw DebianServers.skipped("no postfix (it wants root)");
      }
      return new PostfixServer(DebianServers.require("postfix"), routes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  private void prepare() throws IOException {
    var users = folder.getFileSystem().getUserPrincipalLookupService();
    var owner = users.lookupPrincipalByName(OWNER);
    Path queue = Files.createDirectory(folder.resolve("queue"));
    Files.createDirectory(queue.resolve("pid"));
    for (String name : QUEUES) {
      Files.setOwner(Files.createDirectory(queue.resolve(name)), owner);
    }
    Files.setOwner(Files.createDirectory(folder.resolve("data")), owner);
  }

  private String main(Path program, Routes routes) {
    return """
    compatibility_level = 3.6
    queue_directory = %1$s/queue
    data_directory = %1$s/data
    daemon_directory = %2$s/usr/lib/postfix/sbin
    command_directory = %2$s/usr/sbin
    shlib_directory = no
    mail_owner = %3$s
    setgid_group = %4$s
    maillog_file = %1$s/mail.log
    maillog_file_prefixes = %1$s
    import_environment = MAIL_CONFIG LD_LIBRARY_PATH
    export_environment = LD_LIBRARY_PATH
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    myhostname = mx.provider.example
    mynetworks = 127.0.0.0/8
    mydestination =
    alias_maps =
    local_recipient_maps =
    smtpd_relay_restrictions = %10$s, reject
    smtpd_reject_unlisted_recipient = no
    smtpd_recipient_restrictions = check_recipient_access inline:{%5$s}, %10$s, reject
    smtpd_sasl_auth_enable = %11$s
    smtpd_sasl_type = dovecot
    smtpd_sasl_path = inet:127.0.0.1:%12$d
    virtual_mailbox_domains = %6$s
    virtual_mailbox_maps = inline:{%7$s}
    virtual_mailbox_base = /
    virtual_uid_maps = static:%8$d
    virtual_gid_maps = static:%8$d
    virtual_minimum_uid = 1
    virtual_mailbox_limit = 0
    transport_maps = inline:{%9$s}
    """
        .formatted(
            folder,
            program,
            OWNER,
            GROUP,
            pairs(routes.refused(), address -> "550 5.7.1 not wanted here"),
            routes.maildirs().keySet().stream()
                .map(address -> address.substring(address.indexOf('@') + 1))
                .distinct()
                .collect(Collectors.joining(" ")),
            routes.maildirs().entrySet().stream()
                .map(e -> "{%s=%s/}".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ")),
            DELIVERS_AS,
            pairs(routes.failing(), domain -> "error:5.1.1 no such user here"),
            routes.logins().isPresent() ? "permit_sasl_authenticated" : "permit_mynetworks",
            routes.logins().isPresent() ? "yes" : "no",
            routes.logins().orElse(0));
  }

  /** With an entry for nobody: such a table can't be empty. */
  private static String pairs(Set<String> keys, UnaryOperator<String> value) {
    return Stream.concat(Stream.of("nobody.invalid"), keys.stream())
        .map(key -> "{%s=%s}".formatted(key, value.apply(key)))
        .collect(Collectors.joining(", "));
  }

  private String master() {
    return """
    127.0.0.1:%d inet n - n - - smtpd
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    error unix - - n - - error
    retry unix - - n - - error
    virtual unix - n n - - virtual
    anvil unix - - n - 1 anvil
    proxymap unix - - n - - proxymap
    postlog unix-dgram n - n - 1 postlogd
    """
        .formatted(port);
  }

  @Override
  public void close() {
    process.kill();
    ServerProcess.deleteTree(folder);
  }
}
