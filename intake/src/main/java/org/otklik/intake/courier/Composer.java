package org.otklik.intake.courier;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.otklik.intake.message.RawSource;

/** Puts a mail in form (RFC 5322, 2045–2047, 3834). */
final class Composer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Pattern FILE_TYPE =
      Pattern.compile(
          "(application|audio|font|image|model|text|video)/[A-Za-z0-9][A-Za-z0-9.+_-]{0,99}");

  private final Session session;
  private final boolean serverTakes8Bit;

  Composer(Session session, boolean serverTakes8Bit) {
    this.session = session;
    this.serverTakes8Bit = serverTakes8Bit;
  }

  /**
   * The mail in form.
   *
   * @throws IOException when the original can't be read
   */
  SMTPMessage compose(OutgoingMail mail) throws Unfit, MessagingException, IOException {
    Headers.checkOneLine(mail);
    var message = new Fixed(session, Headers.messageId(mail.messageId()));
    writeAddresses(message, mail);
    message.setSubject(Headers.subject(mail.subject()), "UTF-8");
    message.setHeader("Date", DATE.format(mail.date()));
    writeThread(message, mail);
    if (mail.automatic()) {
      var kind = mail.inReplyTo().isEmpty() ? "auto-generated" : "auto-replied";
      message.setHeader("Auto-Submitted", kind); // RFC 3834 §5
      message.setHeader("X-Auto-Response-Suppress", "All"); // Exchange goes by this one.
    }
    writeContent(message, mail);
    message.saveChanges();
    return message;
  }

  private static void writeAddresses(SMTPMessage message, OutgoingMail mail)
      throws Unfit, MessagingException {
    message.setFrom(Headers.address("From", mail.fromName(), mail.fromAddress()));
    message.setRecipient(Message.RecipientType.TO, Headers.address("To", "", mail.to()));
    if (mail.replyTo().isPresent()) {
      var replyTo = Headers.address("Reply-To", "", mail.replyTo().get());
      message.setReplyTo(new InternetAddress[] {replyTo});
    }
  }

  private static void writeThread(SMTPMessage message, OutgoingMail mail)
      throws MessagingException {
    writeIds(message, "In-Reply-To", mail.inReplyTo());
    writeIds(message, "References", mail.references());
  }

  private static void writeIds(SMTPMessage message, String header, List<String> ids)
      throws MessagingException {
    var fit = Headers.messageIds(ids);
    if (!fit.isEmpty()) {
      message.setHeader(header, MimeUtility.fold(header.length() + 2, String.join(" ", fit)));
    }
  }

  private void writeContent(SMTPMessage message, OutgoingMail mail)
      throws MessagingException, IOException {
    if (mail.original().isEmpty() && mail.files().isEmpty()) {
      writeBody(message, mail);
      return;
    }
    var cover = new MimeBodyPart();
    writeBody(cover, mail);
    var whole = new MimeMultipart("mixed", cover);
    for (OutgoingFile file : mail.files()) {
      whole.addBodyPart(attachment(file));
    }
    message.setContent(whole);
    if (mail.original().isPresent()) {
      writeOriginal(message, whole, mail.original().get(), mail.originalName());
    }
  }

  private void writeOriginal(
      SMTPMessage message, MimeMultipart whole, RawSource original, String name)
      throws MessagingException, IOException {
    var check = RawCheck.of(original);
    whole.addBodyPart(attachment(original, name, check));
    if (check.eightBit() && check.fitsAsItIs()) {
      message.setHeader("Content-Transfer-Encoding", "8bit");
      if (serverTakes8Bit) {
        message.setMailExtension("BODY=8BITMIME"); // RFC 6152 §3
      }
    }
  }

  private static void writeBody(MimePart part, OutgoingMail mail) throws MessagingException {
    if (mail.html().isEmpty()) {
      part.setText(withCrLf(mail.text()), "UTF-8");
      return;
    }
    var text = new MimeBodyPart();
    text.setText(withCrLf(mail.text()), "UTF-8");
    var html = new MimeBodyPart();
    html.setText(withCrLf(mail.html().get()), "UTF-8", "html");
    part.setContent(new MimeMultipart("alternative", text, html));
  }

  /**
   * The original as it is, or, where SMTP would alter or refuse it, as a file in base64: bytes come
   * before convenience.
   */
  private static MimeBodyPart attachment(RawSource original, String name, RawCheck check)
      throws MessagingException {
    boolean asItIs = check.fitsAsItIs();
    var type = asItIs ? "message/rfc822" : "application/octet-stream";
    var part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new Attached(original, name, type)));
    part.setDisposition(Part.ATTACHMENT);
    part.setFileName(name);
    var encoding = !asItIs ? "base64" : check.eightBit() ? "8bit" : "7bit";
    part.setHeader("Content-Transfer-Encoding", encoding);
    return part;
  }

  /**
   * A file, always in base64, which message/* and multipart/* don't allow (RFC 2046 §5.1, §5.2):
   * whatever is called so goes as mere bytes.
   */
  private static MimeBodyPart attachment(OutgoingFile file) throws MessagingException {
    var part = new MimeBodyPart();
    var type = FILE_TYPE.matcher(file.type()).matches() ? file.type() : "application/octet-stream";
    part.setDataHandler(new DataHandler(new Attached(file.bytes(), file.name(), type)));
    part.setDisposition(Part.ATTACHMENT);
    part.setFileName(file.name());
    part.setHeader("Content-Transfer-Encoding", "base64");
    return part;
  }

  private static String withCrLf(String text) {
    return text.replaceAll("\r\n|\r|\n", "\r\n");
  }

  /** A message whose Message-ID stays as it was chosen. */
  private static final class Fixed extends SMTPMessage {
    private final String messageId;

    Fixed(Session session, String messageId) {
      super(session);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }

  /** Read from its source as it is sent. */
  private record Attached(RawSource raw, String name, String type) implements DataSource {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return raw.open();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      throw new IOException("An original is not altered.");
    }
  }
}
