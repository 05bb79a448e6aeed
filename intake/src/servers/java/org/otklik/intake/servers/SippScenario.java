package org.otklik.intake.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a telephone does, as a scenario for SIPp. */
public final class SippScenario {
  private static final String SPEECH =
      """
      Content-Type: application/sdp
      Content-Length: [len]

      v=0
      o=- 1 1 IN IP[local_ip_type] [local_ip]
      s=-
      c=IN IP[media_ip_type] [media_ip]
      t=0 0
      m=audio [rtpstream_audio_port] RTP/AVP 0
      a=rtpmap:0 PCMU/8000
      a=ptime:20
      """;

  /** An answer in the dialog that SIPp is in. */
  private static final String REPLY =
      """
      [last_Via:]
      [last_From:]
      [last_To:]
      [last_Call-ID:]
      [last_CSeq:]
      Contact: <sip:phone@[local_ip]:[local_port]>
      """;

  private static final String TALK =
      "<nop><action><exec rtp_stream=\"tone.ul,-1,0\"/></action></nop>\n";

  private SippScenario() {}

  /**
   * Who calls: a From header's name and number, what is done once answered, and how often.
   *
   * @param name as the header has it, quotes included, or empty
   * @param user the number, or {@code anonymous}; {@code [call_number]} in it counts several calls,
   *     {@code [field0]} is the next of {@code numbers}
   */
  public record Caller(
      String name, String user, String then, List<String> arguments, List<String> numbers) {
    public Caller {
      arguments = List.copyOf(arguments);
      numbers = List.copyOf(numbers);
    }

    /** Talks until the other side hangs up. */
    public static Caller of(String number) {
      return new Caller("", number, TALK + answerBye(), List.of("-m", "1"), List.of());
    }

    public Caller named(String other) {
      return new Caller(other, user, then, arguments, numbers);
    }

    /** Talks so long after being answered (the queue answers, too), then hangs up. */
    public Caller hangingUpAfter(Duration time) {
      return new Caller(name, user, TALK + pause(time) + hangUp("caller", 2), arguments, numbers);
    }

    /** Doesn't even wait to be answered. */
    public Caller hangingUpWhileRinging() {
      return new Caller(name, user, "", arguments, numbers);
    }

    /** Several calls at once, a number of them each second; each gives up on a PBX that is gone. */
    public Caller times(int calls, int each) {
      var many = new ArrayList<String>();
      many.addAll(List.of("-m", String.valueOf(calls), "-r", String.valueOf(each)));
      many.addAll(List.of("-recv_timeout", "6000", "-max_retrans", "4"));
      return new Caller(name, user, then, many, numbers);
    }

    /** A call from each of these numbers, so many each second. */
    public static Caller ofEach(List<String> numbers, int each) {
      Caller many = of("[field0]").times(numbers.size(), each);
      return new Caller(many.name, many.user, many.then, many.arguments, numbers);
    }

    String scenario() {
      String from = "From: " + name + " <sip:" + user + "@[local_ip]:[local_port]>;tag=[call_number]";
      return then.isEmpty() ? wrap(invite(from) + cancel(from)) : wrap(invite(from) + ok(from, user) + then);
    }
  }

  /** Who is called. */
  public record Callee(String scenario) {
    /** Picks up after ringing so long, and talks until the other side hangs up. */
    public static Callee pickingUpAfter(Duration ringing) {
      return new Callee(wrap(ring() + pause(ringing) + pickUp() + TALK + answerBye()));
    }

    /** Picks up at once, and hangs up after so long. */
    public static Callee talking(Duration time) {
      return new Callee(wrap(ring() + pickUp() + TALK + pause(time) + hangUp("callee", 2)));
    }

    /** Picks up, and after so long hands the call on to {@code extension} (REFER, RFC 3515). */
    public static Callee handingOnTo(String extension, Duration after) {
      return new Callee(
          wrap(ring() + pickUp() + TALK + pause(after) + refer(extension) + hangUp("callee", 3)));
    }

    /** Rings until the other side gives up. */
    public static Callee notAnswering() {
      return new Callee(wrap(ring() + cancelled()));
    }

    public static Callee busy() {
      return new Callee(
          wrap("<recv request=\"INVITE\"/>\n" + reply("486 Busy Here", "", true) + ack()));
    }
  }

  /** SIPp refuses a scenario that sets a variable and doesn't read it, but for named ones. */
  private static String wrap(String steps) {
    String read =
        List.of("own", "peer").stream()
            .filter(name -> steps.contains("assign_to=\"" + name + "\""))
            .map(name -> "<Reference variables=\"" + name + "\"/>\n")
            .collect(Collectors.joining());
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"otklik\">\n"
        + steps
        + read
        + "</scenario>\n";
  }

  private static String pause(Duration time) {
    return "<pause milliseconds=\"" + time.toMillis() + "\"/>\n";
  }

  private static String send(String message, boolean repeat) {
    return "<send" + (repeat ? " retrans=\"500\"" : "") + "><![CDATA[\n\n" + message + "\n]]></send>\n";
  }

  private static String request(String method, String from, int number, String peer) {
    return """
    %1$s sip:[service]@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    %2$s
    To: <sip:[service]@[remote_ip]:[remote_port]>%4$s
    Call-ID: [call_id]
    CSeq: %3$d %1$s
    Contact: <sip:phone@[local_ip]:[local_port]>
    Max-Forwards: 70
    """
        .formatted(method, from, number, peer);
  }

  private static final String EMPTY = "Content-Length: 0\n";

  private static String invite(String from) {
    return send(request("INVITE", from, 1, "") + SPEECH, true)
        + "<recv response=\"100\" optional=\"true\"/>\n";
  }

  private static String ok(String from, String user) {
    return "<recv response=\"180\" optional=\"true\"/>\n<recv response=\"183\" optional=\"true\"/>\n"
        + "<recv response=\"200\" rrs=\"true\"><action><ereg regexp=\".*\" search_in=\"hdr\""
        + " header=\"To:\" assign_to=\"peer\"/><ereg regexp=\".*\" search_in=\"hdr\""
        + " header=\"From:\" assign_to=\"own\"/><log message=\"" + user + "\"/></action></recv>\n"
        + send(request("ACK", from, 1, "[peer_tag_param]") + EMPTY, false);
  }

  /** RFC 3261, section 9.1: the CANCEL has the branch of the INVITE. */
  private static String cancel(String from) {
    return "<recv response=\"180\"/>\n"
        + pause(Duration.ofMillis(300))
        + send(
            request("CANCEL", from, 1, "").replace("branch=[branch]", "branch=[branch-4]") + EMPTY,
            true)
        + "<recv response=\"200\"/>\n<recv response=\"487\"/>\n"
        + send(
            request("ACK", from, 1, "[peer_tag_param]").replace("[branch]", "[branch-7]") + EMPTY,
            false);
  }

  private static String ring() {
    return "<recv request=\"INVITE\" crlf=\"true\" rrs=\"true\"><action><ereg regexp=\".*\""
        + " search_in=\"hdr\" header=\"From:\" assign_to=\"peer\"/></action></recv>\n"
        + reply("180 Ringing", EMPTY, false);
  }

  private static String pickUp() {
    return reply("200 OK", SPEECH, true) + ack();
  }

  private static String ack() {
    return "<recv request=\"ACK\"/>\n";
  }

  private static String reply(String status, String rest, boolean repeat) {
    String answer = REPLY.replace("[last_To:]", "[last_To:];tag=callee[call_number]");
    return send("SIP/2.0 " + status + "\n" + answer + (rest.isEmpty() ? EMPTY : rest), repeat);
  }

  private static String answerBye() {
    return "<recv request=\"BYE\"/>\n" + agree();
  }

  /** Ends the dialog, from the side that called or was called. */
  private static String hangUp(String side, int number) {
    return send(inDialog("BYE", side, number) + EMPTY, true) + "<recv response=\"200\"/>\n";
  }

  private static String inDialog(String method, String side, int number) {
    boolean called = side.equals("callee");
    return """
    %s [next_url] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: %s
    To: [$peer]
    Call-ID: [call_id]
    CSeq: %d %s
    Contact: <sip:phone@[local_ip]:[local_port]>
    Max-Forwards: 70
    """
        .formatted(
            method,
            called ? "<sip:phone@[local_ip]:[local_port]>;tag=callee[call_number]" : "[$own]",
            number,
            method);
  }

  private static String refer(String extension) {
    return send(
            inDialog("REFER", "callee", 2)
                + "Refer-To: <sip:%s@127.0.0.1>\n".formatted(extension)
                + "Referred-By: <sip:phone@[local_ip]:[local_port]>\n"
                + EMPTY,
            true)
        + "<recv response=\"202\"/>\n";
  }

  private static String agree() {
    return send("SIP/2.0 200 OK\n" + REPLY + EMPTY, false);
  }

  private static String cancelled() {
    return "<recv request=\"CANCEL\"/>\n"
        + send("SIP/2.0 200 OK\n" + REPLY.replace("[last_CSeq:]", "CSeq: [cseq] CANCEL") + EMPTY, false)
        + send(
            "SIP/2.0 487 Request Terminated\n"
                + REPLY
                    .replace("[last_CSeq:]", "CSeq: [cseq] INVITE")
                    .replace("[last_To:]", "[last_To:];tag=callee[call_number]")
                + EMPTY,
            true)
        + ack();
  }
}
