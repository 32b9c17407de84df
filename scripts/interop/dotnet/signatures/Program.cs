// Reads signed files with .NET. The first argument is a file with one path per line; prints one line of JSON per path.
using System.Formats.Asn1;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

const string rfc3161InAuthenticode = "1.3.6.1.4.1.311.3.3.1";
const string rfc3161 = "1.2.840.113549.1.9.16.2.14";
const string commitmentType = "1.2.840.113549.1.9.16.2.16";
const string proofOfReceipt = "1.2.840.113549.1.9.16.6.2";
const string nestedSignature = "1.3.6.1.4.1.311.2.4.1";
const string signingTime = "1.2.840.113549.1.9.5";

foreach (var file in File.ReadLines(args[0]))
{
    object result;
    try { result = file.EndsWith(".nupkg") ? Package(file) : Assembly(file); }
    catch (Exception error) { result = new { file, error = error.Message }; }
    Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
}

static object Package(string file)
{
    using var zip = ZipFile.OpenRead(file);
    var entry = zip.GetEntry(".signature.p7s");
    if (entry is null) return new { file, signed = false };
    using var stream = entry.Open();
    using var copy = new MemoryStream();
    stream.CopyTo(copy);
    var cms = new SignedCms();
    cms.Decode(copy.ToArray());
    // The package hash is judged by `dotnet nuget verify`.
    return Describe(file, cms, digestIsRight: null);
}

static object Assembly(string file)
{
    var bytes = File.ReadAllBytes(file);
    var header = BitConverter.ToInt32(bytes, 0x3c);
    var optional = header + 24;
    var directories = optional + (BitConverter.ToUInt16(bytes, optional) == 0x20b ? 112 : 96);
    var security = directories + 4 * 8;
    var start = BitConverter.ToInt32(bytes, security);
    if (start == 0) return new { file, signed = false };
    var length = BitConverter.ToInt32(bytes, start);
    var cms = new SignedCms();
    cms.Decode(bytes.AsSpan(start + 8, length - 8));
    var (algorithm, digest) = SignedDigest(cms.ContentInfo.Content);
    using var hash = IncrementalHash.CreateHash(algorithm);
    hash.AppendData(bytes, 0, optional + 64);
    hash.AppendData(bytes, optional + 68, security - optional - 68);
    hash.AppendData(bytes, security + 8, start - security - 8);
    return Describe(file, cms, digestIsRight: hash.GetHashAndReset().AsSpan().SequenceEqual(digest));
}

// SpcIndirectDataContent ::= SEQUENCE { data, messageDigest DigestInfo }
static (HashAlgorithmName, byte[]) SignedDigest(byte[] content)
{
    var outer = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
    outer.ReadEncodedValue();
    var info = outer.ReadSequence();
    var algorithm = info.ReadSequence().ReadObjectIdentifier();
    return (HashAlgorithmName.FromOid(algorithm), info.ReadOctetString());
}

static object Describe(string file, SignedCms cms, bool? digestIsRight)
{
    var signer = cms.SignerInfos[0];
    var countersigner = signer.CounterSignerInfos.Cast<SignerInfo>().FirstOrDefault(IsRepository);
    var nested = Unsigned(signer, nestedSignature).Select(value =>
    {
        var inner = new SignedCms();
        inner.Decode(value);
        return new { digest = Name(inner.SignerInfos[0]), sha256 = Sha256(inner.SignerInfos[0].Certificate!) };
    });
    return new
    {
        file,
        signed = true,
        repositoryOnly = IsRepository(signer),
        certificate = Certificate(signer.Certificate!),
        digestIsRight,
        signatureIsRight = IsRight(signer),
        digest = Name(signer),
        timestamp = Timestamp(signer),
        countersigner = countersigner?.Certificate!.Subject,
        nested = nested.ToArray(),
        embedded = cms.Certificates.Select(Certificate).Distinct().ToArray(),
    };
}

// Also what tells embedded certificates apart: some stand in a file twice.
static object Certificate(X509Certificate2 certificate) => new
{
    subject = certificate.Subject,
    issuer = certificate.Issuer,
    subjectHash = Hash(certificate.Subject),
    issuerHash = Hash(certificate.Issuer),
    sha1 = certificate.Thumbprint,
    sha256 = Sha256(certificate),
    serialNumber = certificate.SerialNumber.ToLowerInvariant(),
    notBefore = Time(certificate.NotBefore.ToUniversalTime()),
    notAfter = Time(certificate.NotAfter.ToUniversalTime()),
};

// Version 2 of the platform's subject: base64url of the SHA-256 of the name's text.
static string Hash(string name) =>
    Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

static string Sha256(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
static string Name(SignerInfo signer) => HashAlgorithmName.FromOid(signer.DigestAlgorithm.Value!).Name!.ToLowerInvariant();

static bool IsRight(SignerInfo signer)
{
    try { signer.CheckSignature(verifySignatureOnly: true); return true; }
    catch (CryptographicException) { return false; }
}

static IEnumerable<byte[]> Unsigned(SignerInfo signer, string oid) =>
    signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().Where(attribute => attribute.Oid.Value == oid)
        .SelectMany(attribute => attribute.Values.Cast<AsnEncodedData>()).Select(value => value.RawData);

static bool IsRepository(SignerInfo signer) =>
    signer.SignedAttributes.Cast<CryptographicAttributeObject>().Where(attribute => attribute.Oid.Value == commitmentType)
        .SelectMany(attribute => attribute.Values.Cast<AsnEncodedData>())
        .Any(value => new AsnReader(value.RawData, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier() == proofOfReceipt);

// Rfc3161TimestampToken rejects tokens of some time stamp services that lack an attribute; their time is still valid.
static Rfc3161TimestampTokenInfo? Token(SignerInfo signer) =>
    Unsigned(signer, rfc3161InAuthenticode).Concat(Unsigned(signer, rfc3161)).Select(value =>
    {
        var token = new SignedCms();
        token.Decode(value);
        return Rfc3161TimestampTokenInfo.TryDecode(token.ContentInfo.Content, out var info, out _) ? info : null;
    }).FirstOrDefault();

static string? Timestamp(SignerInfo signer) =>
    Token(signer) is { } token ? Time(token.Timestamp)
        : signer.CounterSignerInfos.Cast<SignerInfo>().Where(other => !IsRepository(other))
            .SelectMany(other => other.SignedAttributes.Cast<CryptographicAttributeObject>())
            .Where(attribute => attribute.Oid.Value == signingTime)
            .Select(attribute => Time(((Pkcs9SigningTime)attribute.Values[0]).SigningTime)).FirstOrDefault();
