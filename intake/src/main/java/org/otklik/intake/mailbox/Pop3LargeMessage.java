package org.otklik.intake.mailbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.otklik.intake.mailbox.Pop3Connection.Entry;

/** A message that is retrieved anew whenever it is read from its beginning. */
final class Pop3LargeMessage implements LargeMessage {
  private final Pop3Connection connection;
  private final Entry entry;
  private final long size;
  private volatile boolean over;
  private volatile boolean given = true;
  private volatile Optional<MailboxFailure> failure = Optional.empty();

  Pop3LargeMessage(Pop3Connection connection, Entry entry, long size) {
    this.connection = connection;
    this.entry = entry;
    this.size = size;
  }

  /** Asked for at the first read: who opens it without reading costs nothing. */
  @Override
  public InputStream open() throws IOException {
    return new Retrieved();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Optional<MailboxFailure> failure() {
    return failure;
  }

  @Override
  public boolean given() {
    return given;
  }

  @Override
  public void close() {
    over = true;
  }

  private <T> T talk(Pop3Connection.Talk<T> talk) throws IOException {
    if (over) {
      throw new IOException("A large message can be read only while its batch is being taken.");
    }
    try {
      return connection.talk(talk);
    } catch (MailboxFailure e) {
      failure = Optional.of(e);
      throw new IOException(e.words(), e);
    }
  }

  private InputStream retrieve() throws IOException {
    var reply = talk(wire -> wire.ask("RETR " + entry.number()));
    if (!reply.ok()) {
      given = false;
      throw new IOException("The server does not give message " + entry.uidl());
    }
    return talk(wire -> wire.message());
  }

  private final class Retrieved extends FilterInputStream {
    private boolean begun;
    private boolean ended;

    Retrieved() {
      super(InputStream.nullInputStream());
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (!begun) {
        begun = true;
        in = retrieve();
      }
      int count = talk(_ -> in.read(buffer, offset, length));
      ended = count == -1;
      return count;
    }

    /** What nobody wants still comes, and would be taken for the next answer. */
    @Override
    public void close() throws IOException {
      while (begun && !ended && failure.isEmpty() && given) {
        ended = skipSome() == -1;
      }
    }

    private int skipSome() throws IOException {
      return read(new byte[8192], 0, 8192);
    }
  }
}
