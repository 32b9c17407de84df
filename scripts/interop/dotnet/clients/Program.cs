// MSAL.NET, Azure.Identity, Microsoft.Graph and a Key Vault client. Names and secrets come from a file, proxy and CA from the environment.
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;

var config = JsonSerializer.Deserialize<SandboxConfig>(File.ReadAllText(args[0]), JsonSerializerOptions.Web)!;
var authority = $"https://login.microsoftonline.com/{config.TenantId}";
string[] graphScope = ["https://graph.microsoft.com/.default"];
string[] vaultScope = ["https://vault.azure.net/.default"];
using var door = new HttpClient();

async Task<string> Assertion()
{
    var answer = await door.PostAsync("https://emulator.ppmi.internal/assertion", null);
    return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("assertion").GetString()!;
}

async Task Call(string name, Func<Task<string>> work)
{
    try { Say(name, true, await work()); }
    catch (Exception error) { Say(name, false, error.ToString()); }
}

void Say(string name, bool ok, string detail) =>
    Console.WriteLine(JsonSerializer.Serialize(new { name, ok, detail }));

void Must(bool condition, string what)
{
    if (!condition) throw new InvalidOperationException(what);
}

async Task<T> Refused<T>(Func<Task> work) where T : Exception
{
    try { await work(); }
    catch (T error) { return error; }
    throw new InvalidOperationException("it was not refused");
}

IConfidentialClientApplication Plugin() => ConfidentialClientApplicationBuilder.Create(config.ApplicationId)
    .WithAuthority(authority).WithClientAssertion((AssertionRequestOptions _) => Assertion()).Build();

IConfidentialClientApplication Engineer(string secret) => ConfidentialClientApplicationBuilder.Create(config.ClientId)
    .WithAuthority(authority).WithClientSecret(secret).Build();

if (config.WrongSubject)
{
    await Call("MSAL.NET: assertion with another subject is AADSTS700213", async () =>
    {
        var error = await Refused<MsalServiceException>(() => Plugin().AcquireTokenForClient(vaultScope).ExecuteAsync());
        Must(error.ErrorCode == "invalid_client" && error.StatusCode == 401, $"{error.ErrorCode} {error.StatusCode}");
        Must(error.Message.Contains("AADSTS700213: No matching federated identity record found"), error.Message);
        return error.Message;
    });
    return;
}

await Call("MSAL.NET: client secret, then from its cache", async () =>
{
    var application = Engineer(config.ClientSecret);
    var first = await application.AcquireTokenForClient(graphScope).ExecuteAsync();
    var second = await application.AcquireTokenForClient(graphScope).ExecuteAsync();
    Must(second.AuthenticationResultMetadata.TokenSource == TokenSource.Cache, "not from the cache");
    return $"{first.TokenType} until {first.ExpiresOn:O}";
});
await Call("MSAL.NET: wrong secret is AADSTS7000215", async () =>
{
    var error = await Refused<MsalServiceException>(() => Engineer("not it").AcquireTokenForClient(graphScope).ExecuteAsync());
    Must(error.Message.Contains("AADSTS7000215"), error.Message);
    return error.Message;
});
await Call("MSAL.NET: client certificate", async () =>
{
    using var certificate = X509Certificate2.CreateFromPemFile(config.CertificateFile!);
    var application = ConfidentialClientApplicationBuilder.Create(config.ClientId)
        .WithAuthority(authority).WithCertificate(certificate).Build();
    return (await application.AcquireTokenForClient(graphScope).ExecuteAsync()).TokenType;
});
await Call("MSAL.NET: federated assertion by callback", async () =>
    (await Plugin().AcquireTokenForClient(vaultScope).ExecuteAsync()).TokenType);

var engineer = new ClientSecretCredential(config.TenantId, config.ClientId, config.ClientSecret);
var plugin = new ClientAssertionCredential(config.TenantId, config.ApplicationId, _ => Assertion());

await Call("Azure.Identity: client secret", async () =>
    $"until {(await engineer.GetTokenAsync(new(graphScope))).ExpiresOn:O}");
await Call("Azure.Identity: federated assertion by callback", async () =>
    $"until {(await plugin.GetTokenAsync(new(vaultScope))).ExpiresOn:O}");
await Call("Azure.Identity: workload identity, assertion in a file", async () =>
{
    var file = Path.Combine(Path.GetDirectoryName(args[0])!, "assertion.jwt");
    await File.WriteAllTextAsync(file, await Assertion());
    var options = new WorkloadIdentityCredentialOptions { TenantId = config.TenantId, ClientId = config.ApplicationId, TokenFilePath = file };
    return $"until {(await new WorkloadIdentityCredential(options).GetTokenAsync(new(vaultScope))).ExpiresOn:O}";
});
await Call("Key Vault: the secret, by challenge", async () =>
{
    var secret = (await new SecretClient(new Uri(config.VaultUrl), plugin).GetSecretAsync(config.SecretName)).Value;
    Must(secret.Value == "emulated", "another value");
    return $"version {secret.Properties.Version}";
});
await Call("Key Vault: an identity without a role is refused", async () =>
{
    var client = new SecretClient(new Uri(config.VaultUrl), engineer);
    var error = await Refused<RequestFailedException>(() => client.GetSecretAsync(config.SecretName));
    Must(error.Status == 403, $"{error.Status}");
    return error.Message;
});

var graph = new GraphServiceClient(engineer);
var credentials = graph.Applications[config.ApplicationObjectId].FederatedIdentityCredentials;

await Call("Microsoft.Graph: application by filter and by client id", async () =>
{
    var page = await graph.Applications.GetAsync(request => request.QueryParameters.Filter = $"appId eq '{config.ApplicationId}'");
    Must(page?.Value?.Single().Id == config.ApplicationObjectId, "another application by filter");
    Must((await graph.ApplicationsWithAppId(config.ApplicationId).GetAsync())?.Id == config.ApplicationObjectId, "another application by key");
    return config.ApplicationObjectId!;
});
await Call("Microsoft.Graph: federated credential created, changed, deleted", async () =>
{
    var parameters = new FederatedIdentityCredential { Name = "interop-test", Issuer = "https://issuer.example/", Subject = "one", Audiences = ["api://AzureADTokenExchange"] };
    var created = await credentials.PostAsync(parameters);
    await credentials[created!.Id].PatchAsync(new FederatedIdentityCredential { Subject = "two" });
    Must((await credentials[created.Id].GetAsync())?.Subject == "two", "not changed");
    await credentials[created.Id].DeleteAsync();
    var error = await Refused<ODataError>(() => credentials[created.Id].GetAsync());
    Must(error.ResponseStatusCode == 404, $"{error.ResponseStatusCode}");
    return created.Id!;
});
await Call("Microsoft.Graph: a changed subject is AADSTS700213, the correct one is accepted again", async () =>
{
    var right = (await credentials.GetAsync())!.Value!.Single();
    Task Set(string subject) => credentials[right.Id].PatchAsync(new FederatedIdentityCredential { Subject = subject });
    await Set(right.Subject + "x");
    var error = await Refused<MsalServiceException>(() => Plugin().AcquireTokenForClient(vaultScope).ExecuteAsync());
    Must(error.Message.Contains("AADSTS700213"), error.Message);
    await Set(right.Subject!);
    return (await Plugin().AcquireTokenForClient(vaultScope).ExecuteAsync()).TokenType;
});
await Call("Microsoft.Graph: two requests in a batch", async () =>
{
    var batch = new BatchRequestContentCollection(graph);
    var first = await batch.AddBatchRequestStepAsync(graph.Applications.ToGetRequestInformation());
    var second = await batch.AddBatchRequestStepAsync(graph.ServicePrincipals.ToGetRequestInformation());
    var answers = await graph.Batch.PostAsync(batch);
    var applications = await answers.GetResponseByIdAsync<ApplicationCollectionResponse>(first);
    var principals = await answers.GetResponseByIdAsync<ServicePrincipalCollectionResponse>(second);
    return $"{applications.Value!.Count} applications, {principals.Value!.Count} service principals";
});
await Call("Microsoft.Graph: a missing application", async () =>
{
    var error = await Refused<ODataError>(() => graph.Applications["00000000-1111-2222-3333-444444444444"].GetAsync());
    Must(error.Error?.Code == "Request_ResourceNotFound", error.Error?.Code ?? "no code");
    return error.Error!.Message!;
});

record SandboxConfig(
    string TenantId, string ClientId, string ClientSecret, string? CertificateFile, string ApplicationId, string? ApplicationObjectId,
    string VaultUrl, string SecretName, bool WrongSubject);
