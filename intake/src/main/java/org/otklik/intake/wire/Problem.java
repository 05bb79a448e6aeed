package org.otklik.intake.wire;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is wrong with the way to mail or with a mailbox: a kind, which can be said in any language,
 * and the details that it names, each on one line and of bearable length. They hold no secret.
 */
public record Problem(Kind kind, List<String> details) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

  /** The kinds, each with its words in English; {@code {0}} is the first detail. */
  public enum Kind {
    NO_SUCH_SERVER("There is no server named {0}."),
    NO_ANSWER("{0} did not answer within {1} s."),
    CONNECTION_REFUSED("{0} refuses connections at port {1}."),
    NO_WAY("There is no way to {0} from here."),
    CERTIFICATE_UNKNOWN(
        "No secure connection to {0}: nobody that we trust vouches for its certificate ({1})."),
    CERTIFICATE_EXPIRED("No secure connection to {0}: its certificate is out of date ({1})."),
    CERTIFICATE_OF_ANOTHER("No secure connection to {0}: its certificate is another's ({1})."),
    NOT_SECURE("No secure connection to {0}: {1}."),
    CONNECTION_BROKEN("{0} broke the connection: {1}."),
    CONVERSATION_BROKEN("The conversation with {0} broke off: {1}."),
    ANSWER_TOO_LONG("{0} began an answer of more than {1} MB, which was not read."),

    LOGIN_NOT_NOW("The server lets nobody in as {0} now: {1}."),
    PASSWORD_REFUSED("The server refused the password of {0}: {1}."),
    TOKEN_REFUSED("The server refused the access token of {0}: {1}."),
    NO_TOKEN("There is no access token to log in with: {0}."),
    TOKEN_CLIENT_REFUSED(
        "{0} does not know the application {1} by this secret (invalid_client): {2}."),
    TOKEN_SECRET_EXPIRED("The secret of the application {1} has expired at {0}: {2}."),
    TOKEN_GRANT_ENDED(
        "{0} no longer lets the application {1} in (invalid_grant): somebody must agree anew. {2}."),
    TOKEN_NOT_ALLOWED("{0} does not let the application {1} ask for this access: {2}."),
    TOKEN_SCOPE_UNKNOWN("{0} does not know the scope that {1} asks for: {2}."),
    TOKEN_SERVER_TROUBLE("{0} gives no access token now: {1}."),
    TOKEN_ODD_ANSWER("{0} answered something that is no access token: {1}."),
    SECRET_EXPIRES("The secret of the application expires on {0}, in {1} days: make a new one."),
    SECRET_EXPIRED("The secret of the application expired on {0}: make a new one."),
    SECRET_SEALED(
        "What is kept to log in with can't be opened, since the setting {0} is missing or another one"
            + " than then: set it, or enter password or token again."),

    NO_FOLDER("There is no folder {0} in the mailbox."),
    FOLDER_READ_ONLY("The folder {0} may only be read, so nothing can be marked in it."),
    CANT_LIST("{0} can't list the folder: {1}."),
    NO_UIDL("{0} can't tell one message from another (UIDL): it can't be read by POP3. {1}."),
    NOT_GIVEN("The server can't give {0} of the messages in {1} (UID {2}); the others are read."),
    CANT_MARK("Messages are read, but the server does not let them be marked as seen: {0}."),
    CANT_MOVE("Messages are read, but the server does not let them be moved to {0}: {1}."),
    CANT_DELETE("Messages are read, but the server does not let them be deleted: {0}."),
    NOT_HANDED_OVER("The mail could not be handed over: {0}."),
    SENDING_REFUSED("The server does not let us send: {0}."),
    SENDER_REFUSED("The server does not let us send as {0}: {1}."),
    RECIPIENT_REFUSED("The server refuses {0}: {1}."),
    MAIL_REFUSED("The server refuses the mail: {0}."),
    ORIGINAL_UNREADABLE("What is sent along can't be read: {0}."),
    LINE_BREAK("There is a line break in {0}, so it was not sent."),
    NO_ADDRESS("{0}: “{1}” is not one plain address."),
    ADDRESS_NOT_ASCII("{0}: “{1}” has letters before the @ that few servers take."),
    NO_MESSAGE_ID("The Message-ID “{0}” is not one."),

    NOT_KEPT("What was read could not be kept, so it stays in the mailbox: {0}."),
    UNEXPECTED("Something unexpected: {0}, {1}."),
    SILENT("Nothing has been read to the end since {0}.");

    private final String english;

    Kind(String english) {
      this.english = english;
    }
  }

  public Problem {
    details = List.copyOf(details);
  }

  public static Problem of(Kind kind, Object... details) {
    return new Problem(kind, Stream.of(details).map(String::valueOf).map(Problem::line).toList());
  }

  /** In English. */
  public String words() {
    return PLACE
        .matcher(kind.english)
        .replaceAll(
            place -> Matcher.quoteReplacement(details.get(Integer.parseInt(place.group(1)))));
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
