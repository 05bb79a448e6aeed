package org.otklik.helpdesk.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.RawSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/**
 * Shows what the program reads in a mail: one JSON object a file and line, in UTF-8. A file that
 * can't be read gives an object that says so, and exit code 1 in the end.
 */
@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    description = "Prints what is read in raw mails (RFC 5322), one JSON object a line and file.")
public final class ParseCommand implements Callable<Integer> {
  private final OutputStream out;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with one raw mail each.")
  private List<Path> files = List.of();

  /** Prints to standard output, in UTF-8 whatever the locale. */
  public ParseCommand() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  ParseCommand(OutputStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    MessageParser parser = new MessageParser(ParseLimits.DEFAULT);
    boolean allRead = true;
    var json = new JsonFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    OutputStream buffered = new BufferedOutputStream(out);
    for (Path file : files) {
      try (JsonGenerator line = json.createGenerator(buffered)) {
        allRead &= print(file, parser, new MessageJson(line));
      }
      buffered.write('\n');
      buffered.flush();
    }
    return allRead ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static boolean print(Path file, MessageParser parser, MessageJson json)
      throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      json.unreadable("The file can't be read: " + file);
      return false;
    }
    try {
      json.write(parser.parse(RawSource.of(file)));
      return true;
    } catch (IOException failed) {
      json.unreadable("The file can't be read: " + failed);
      return false;
    }
  }
}
