package org.otklik.helpdesk.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.otklik.helpdesk.database.CannotStartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Object storage in a bucket of an S3 server. What is put lies in a local file first, since its
 * address is known only at its end; the server checks by that address what it got. What was stored
 * in the data folder before the bucket was configured is still found there.
 */
public final class S3Storage implements ObjectStorage, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3Storage.class);
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int MISSING = 404;

  private final S3Client client;
  private final S3Settings settings;
  private final Path incoming;
  private final ObjectStorage before;

  /**
   * @param incoming a folder for files on their way
   * @param before where files were kept earlier
   */
  public S3Storage(S3Settings settings, Path incoming, ObjectStorage before) throws IOException {
    this.settings = settings;
    this.incoming = Files.createDirectories(incoming);
    this.before = before;
    this.client = client(settings);
  }

  private static S3Client client(S3Settings settings) {
    var builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            // Servers other than Amazon's don't know the newer checksums; ours is the address.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTING)
                    .socketTimeout(SILENCE));
    var endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
    }
    var key = settings.accessKey();
    var secret = settings.secretKey();
    if (key != null && secret != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }
    return builder.build();
  }

  /**
   * Looks for the bucket.
   *
   * @throws CannotStartException when the server says that there is none, or not for us; a server
   *     that can't be reached may come back
   */
  void check() {
    try {
      client.headBucket(request -> request.bucket(settings.bucket()));
    } catch (S3Exception e) {
      if (e.statusCode() < 500) {
        throw new CannotStartException(
            "otklik.storage.s3.bucket: the server refuses bucket %s (HTTP %d)."
                .formatted(settings.bucket(), e.statusCode()),
            e);
      }
      LOG.warn("Object storage is in trouble: {}", e.getMessage());
    } catch (SdkException e) {
      LOG.warn("Object storage can't be reached: {}", e.getMessage());
    }
  }

  @Override
  public Stored put(InputStream bytes) throws IOException {
    Path part = Files.createTempFile(incoming, "part-", "");
    try {
      Stored stored = write(bytes, part);
      if (!isThere(stored)) {
        client.putObject(
            request ->
                request
                    .bucket(settings.bucket())
                    .key(key(stored.sha256()))
                    .checksumSHA256(
                        Base64.getEncoder()
                            .encodeToString(HexFormat.of().parseHex(stored.sha256()))),
            RequestBody.fromFile(part));
      }
      return stored;
    } catch (SdkException e) {
      throw away(e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private boolean isThere(Stored stored) {
    try {
      return client
              .headObject(r -> r.bucket(settings.bucket()).key(key(stored.sha256())))
              .contentLength()
          == stored.size();
    } catch (S3Exception e) {
      if (e.statusCode() == MISSING) {
        return false;
      }
      throw e;
    }
  }

  private static Stored write(InputStream bytes, Path part) throws IOException {
    try (OutputStream out = Files.newOutputStream(part)) {
      var digest = MessageDigest.getInstance("SHA-256");
      long size = new DigestInputStream(bytes, digest).transferTo(out);
      return new Stored(HexFormat.of().formatHex(digest.digest()), size);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public InputStream open(String sha256) throws IOException {
    try {
      return client.getObject(r -> r.bucket(settings.bucket()).key(key(sha256)));
    } catch (S3Exception e) {
      if (e.statusCode() == MISSING) {
        return before.open(sha256);
      }
      throw away(e);
    } catch (SdkException e) {
      throw away(e);
    }
  }

  @Override
  public long size(String sha256) throws IOException {
    try {
      return client.headObject(r -> r.bucket(settings.bucket()).key(key(sha256))).contentLength();
    } catch (S3Exception e) {
      if (e.statusCode() == MISSING) {
        return before.size(sha256);
      }
      throw away(e);
    } catch (SdkException e) {
      throw away(e);
    }
  }

  @Override
  public void remove(String sha256) throws IOException {
    try {
      client.deleteObject(r -> r.bucket(settings.bucket()).key(key(sha256)));
      before.remove(sha256);
    } catch (SdkException e) {
      throw away(e);
    }
  }

  private String key(String sha256) {
    return settings.prefix() + sha256;
  }

  private static IOException away(SdkException e) {
    return new IOException("object storage: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    client.close();
  }
}
