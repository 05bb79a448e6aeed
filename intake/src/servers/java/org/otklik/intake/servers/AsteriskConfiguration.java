package org.otklik.intake.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A whole configuration for one private Asterisk: the hotline's files as they are shipped, around
 * them the least that Asterisk wants, and a trunk and telephones on loopback.
 */
final class AsteriskConfiguration {
  /**
   * What is loaded: an explicit list starts quicker, and nothing listens that wasn't asked for. A
   * module that a version lacks is left out.
   */
  private static final List<String> MODULES =
      """
      res_timing_timerfd res_sorcery_config res_sorcery_memory res_sorcery_astdb
      res_sorcery_memory_cache res_pjproject res_crypto res_musiconhold res_convert res_limit
      res_rtp_asterisk res_srtp res_pjsip res_pjsip_session res_pjsip_sdp_rtp
      res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user
      res_pjsip_authenticator_digest res_pjsip_outbound_authenticator_digest res_pjsip_registrar
      res_pjsip_caller_id res_pjsip_diversion res_pjsip_nat res_pjsip_refer res_pjsip_rfc3326
      res_pjsip_header_funcs res_pjsip_dtmf_info res_pjsip_path res_pjsip_acl res_pjsip_pubsub
      res_pjsip_maintenance chan_pjsip chan_bridge_media bridge_simple bridge_native_rtp
      bridge_softmix bridge_holding bridge_builtin_features app_dial app_queue app_playback
      app_record app_mixmonitor app_userevent app_stack app_exec app_verbose app_originate app_echo
      app_db app_while app_if app_channelredirect app_transfer app_bridgewait app_softhangup
      app_senddtmf codec_ulaw codec_alaw codec_gsm codec_resample codec_a_mu format_gsm format_wav
      format_pcm format_sln func_callerid func_channel func_strings func_logic func_timeout
      func_global func_hangupcause func_math func_db func_groupcount func_cut func_dialplan func_uri
      func_module func_devstate func_sysinfo func_version func_env func_sprintf
      func_pjsip_endpoint func_pjsip_aor func_pjsip_contact pbx_config
      """
          .lines()
          .flatMap(line -> List.of(line.split(" ")).stream())
          .toList();

  private static final String SOUNDS = "usr/share/asterisk/sounds/en_US_f_Allison";

  private final Path program;
  private final Path folder;
  private final Path etc;
  private final AsteriskServer server;

  AsteriskConfiguration(Path program, Path folder, AsteriskServer server) {
    this.program = program;
    this.folder = folder;
    this.server = server;
    etc = folder.resolve("etc");
  }

  void write() throws IOException {
    for (String needed :
        List.of("etc", "var", "run", "log", "var/keys", "data/sounds", "data/moh", "spool/monitor/otklik")) {
      Files.createDirectories(folder.resolve(needed));
    }
    Files.createSymbolicLink(
        folder.resolve("data/documentation"), program.resolve("usr/share/asterisk/documentation"));
    Files.createSymbolicLink(
        folder.resolve("data/sounds/en"),
        program.resolve(SOUNDS));
    shipped();
    put("asterisk.conf", asterisk());
    put("modules.conf", modules());
    put("manager.conf", manager());
    put("pjsip.conf", pjsip());
    put("extensions.conf", extensions());
    put("queues.conf", "[general]\npersistentmembers = yes\n#include queues_otklik.conf\n");
    put("rtp.conf", rtp());
    put("logger.conf", "[general]\nqueue_log = no\n[logfiles]\nconsole = notice,warning,error\n");
    put("http.conf", "[general]\nenabled = no\n");
    Files.copy(program.resolve(SOUNDS).resolve("beep.gsm"), folder.resolve("data/moh/beep.gsm"));
    put("musiconhold.conf", "[default]\nmode = files\ndirectory = " + folder + "/data/moh\n");
    put("indications.conf", indications());
    for (String empty : List.of("ccss", "cdr", "cel", "udptl")) {
      put(empty + ".conf", "[general]\n");
    }
    put("features.conf", "[general]\ntransferdigittimeout = 1\n[featuremap]\natxfer => *2\n");
    put("acl.conf", "");
    put("pjproject.conf", "");
  }

  /** As shipped, but for the secret and a shorter wait. */
  private void shipped() throws IOException {
    Path from = DebianServers.project().resolve("telephony/asterisk");
    for (String name : List.of("extensions", "queues", "manager", "pjsip")) {
      String file = name + "_otklik.conf";
      put(
          file,
          Files.readString(from.resolve(file))
              .replace("secret = CHANGE-ME", "secret = " + AsteriskServer.SECRET)
              .replace("wrapuptime = 10", "wrapuptime = 0")
              .replace("[otklik-trunk](!)", "[otklik-trunk-shipped](!)"));
    }
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(etc.resolve(name), text);
  }

  private Path moduleFolder() {
    Path multiarch = program.resolve("usr/lib/x86_64-linux-gnu/asterisk/modules");
    return Files.isDirectory(multiarch) ? multiarch : program.resolve("usr/lib/asterisk/modules");
  }

  private String asterisk() {
    return """
    [directories]
    astetcdir => %1$s/etc
    astmoddir => %2$s
    astvarlibdir => %1$s/var
    astdbdir => %1$s/var
    astkeydir => %1$s/var
    astdatadir => %1$s/data
    astagidir => %1$s/data
    astspooldir => %1$s/spool
    astrundir => %1$s/run
    astlogdir => %1$s/log
    astcachedir => %1$s/var
    astsbindir => %3$s/usr/sbin
    [options]
    nocolor = yes
    live_dangerously = no
    """
        .formatted(folder, moduleFolder(), program);
  }

  private String modules() {
    return MODULES.stream()
        .filter(module -> Files.exists(moduleFolder().resolve(module + ".so")))
        .map(module -> "load = " + module + ".so\n")
        .collect(Collectors.joining("", "[modules]\nautoload = no\n", ""));
  }

  private String manager() {
    return """
    [general]
    enabled = yes
    webenabled = no
    bindaddr = 127.0.0.1
    port = %d
    authlimit = 50
    #include manager_otklik.conf
    [%s]
    secret = %s
    permit = 127.0.0.1/255.255.255.255
    read = all
    write = all
    """
        .formatted(server.amiPort(), AsteriskServer.ADMIN, AsteriskServer.SECRET);
  }

  private String pjsip() {
    String network =
        """
        [global]
        type = global
        endpoint_identifier_order = ip,username
        [udp]
        type = transport
        protocol = udp
        bind = 127.0.0.1:%d
        #include pjsip_otklik.conf
        [otklik-trunk](otklik-trunk-endpoint)
        aors = otklik-trunk
        rtp_symmetric = yes
        [otklik-trunk]
        type = aor
        contact = sip:127.0.0.1:%d
        [otklik-trunk]
        type = identify
        endpoint = otklik-trunk
        match = 127.0.0.1
        """
            .formatted(server.sipPort(), server.outside());
    return AsteriskServer.OPERATORS.stream()
        .map(operator ->
                """
                [%1$s](otklik-operator)
                aors = %1$s
                callerid = "Operator %1$s" <%1$s>
                [%1$s](otklik-telephone)
                contact = sip:%1$s@127.0.0.1:%2$d
                qualify_frequency = 0
                """
                    .formatted(operator, server.telephone(operator)))
        .collect(Collectors.joining("", network, ""));
  }

  private static String extensions() {
    return """
    [general]
    static = yes
    writeprotect = yes
    [otklik-trunk]
    exten => %s,1,Set(HOTLINE_MODE=open)
     same => n,Set(HOTLINE_SETTLE=${SETTLE})
     same => n,Goto(otklik-hotline,s,1)
    exten => %s,1,Set(HOTLINE_MODE=closed)
     same => n,Set(HOTLINE_SETTLE=${SETTLE})
     same => n,Goto(otklik-hotline,s,1)
    exten => %s,1,Set(HOTLINE_MODE=open)
     same => n,Set(HOTLINE_SETTLE=${SETTLE})
     same => n,Set(HOTLINE_WAIT=2)
     same => n,Goto(otklik-hotline,s,1)
    exten => %s,1,Answer()
     same => n,Set(i=0)
     same => n,While($[${i} < ${CALLERID(name)}])
     same => n,UserEvent(OtklikRow,Key: storm/${i},Row: 5on,Value: 1)
     same => n,Set(i=$[${i} + 1])
     same => n,EndWhile()
     same => n,Hangup()
    #include extensions_otklik.conf
    """
        .formatted(
            AsteriskServer.HOTLINE,
            AsteriskServer.CLOSED,
            AsteriskServer.IMPATIENT,
            AsteriskServer.STORM);
  }

  private static String indications() {
    return """
    [general]
    country = us
    [us]
    description = tones
    ringcadence = 2000,4000
    dial = 350+440
    busy = 480+620/500,0/500
    ring = 440+480/2000,0/4000
    congestion = 480+620/250,0/250
    callwaiting = 440/300,0/10000
    dialrecall = !350+440/100,!0/100,350+440
    record = 1400/500,0/15000
    info = !950/330,!1400/330,!1800/330,0
    """;
  }

  /** Apart from SIPp's, which begin at 16384; both look for a free port in their range. */
  private static String rtp() {
    return "[general]\nrtpstart = 40000\nrtpend = 49999\nicesupport = no\nstrictrtp = no\n";
  }
}
