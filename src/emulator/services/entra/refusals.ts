/**
 * Entra's refusals, with its own texts. Texts: aadsts-messages.md §2, where each has its evidence. `error` follows
 * published answers; 401 goes with `invalid_client`, 400 with the rest (clients.md §7).
 */
export interface Refusal {
  readonly code: number;
  readonly error: string;
  readonly text: string;
  readonly suberror?: string;
}

const refusal =
  (code: number, error: string) =>
  (text: string): Refusal => ({ code, error, text });

const federation = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';
const assertionHelp = 'https://learn.microsoft.com/entra/identity-platform/certificate-credentials';
const noMatch = 'No matching federated identity record found for presented assertion';
const check = 'Check your federated identity credential Subject, Audience and Issuer against the presented assertion.';

export interface Identified {
  readonly appId: string;
  readonly displayName: string;
}

const named = ({ appId, displayName }: Identified) => `'${appId}'(${displayName})`;

/** `2026-03-04T05:06:07.6755165Z`: seven digits, as .NET prints them. */
const ticks = (time: Date) => `${time.toISOString().slice(0, -1)}0000Z`;
const since1970 = (seconds: number | null) => ticks(new Date((seconds ?? 0) * 1000));

export const refusals = {
  tenantUnknown: (tenant: string) =>
    refusal(
      90002,
      'invalid_request',
    )(
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  tenantNeeded: () =>
    refusal(
      50059,
      'invalid_request',
    )('No tenant-identifying information found in either the request or implied by any provided credentials.'),
  parameterMissing: (name: string) =>
    refusal(900144, 'invalid_request')(`The request body must contain the following parameter: '${name}'.`),
  grantUnsupported: (grant: string) =>
    refusal(70003, 'unsupported_grant_type')(`The app requested an unsupported grant type '${grant}'.`),
  applicationUnknown: (appId: string, tenant: string) =>
    refusal(
      700016,
      'unauthorized_client',
    )(
      `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  principalMissing: (appId: string, tenantId: string) =>
    refusal(
      7000229,
      'invalid_client',
    )(
      `The client application ${appId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    ),
  principalDisabled: (app: Identified) =>
    refusal(7000112, 'unauthorized_client')(`Application ${named(app)} is disabled.`),
  credentialMissing: () =>
    refusal(
      7000216,
      'invalid_client',
    )("'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."),
  secretInvalid: (appId: string) =>
    refusal(
      7000215,
      'invalid_client',
    )(
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    ),
  assertionMalformed: () => refusal(50027, 'invalid_request')('JWT token is invalid or malformed.'),
  certificateUnknown: (appId: string, thumbprint: string) =>
    refusal(
      700027,
      'invalid_client',
    )(
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${appId}'.]`,
    ),
  assertionAudience: () =>
    refusal(700023, 'invalid_client')('Client assertion audience claim does not match Realm issuer.'),
  signatureInvalid: (reason: string) =>
    refusal(50013, 'invalid_client')(`Assertion failed signature validation. [Reason - ${reason}.]`),
  assertionTimes: (now: Date, validFrom: number | null, expires: number | null) =>
    refusal(
      700024,
      'invalid_client',
    )(
      `Client assertion is not within its valid time range. Current time: ${ticks(now)}, assertion valid from ${since1970(validFrom)}, expiry time of assertion ${since1970(expires)}. Review the documentation at ${assertionHelp} .`,
    ),
  noCredentials: (app: Identified) =>
    refusal(70025, 'invalid_client')(`The client ${named(app)} has no configured federated identity credentials.`),
  pathMalformed: () =>
    refusal(70050, 'invalid_request')('The Federated Managed Identity path is not properly formatted'),
  ordinaryToken: () =>
    refusal(700222, 'invalid_client')('AAD-issued tokens may not be used for federated identity flows.'),
  /** The older form, still in use while a new credential spreads. services.md §4.3, §4.5 */
  recordNotFound: (issuer: string, subject: string, audience: string) =>
    refusal(
      70021,
      'invalid_client',
    )(
      `${noMatch}. Assertion Issuer: '${issuer}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'. ${federation}`,
    ),
  issuerUnmatched: (issuer: string) =>
    refusal(700211, 'invalid_client')(`${noMatch} issuer '${issuer}'. ${check} ${federation}`),
  audienceUnmatched: (audience: string) =>
    refusal(700212, 'invalid_client')(`${noMatch} audience '${audience}'. ${check} ${federation}`),
  subjectUnmatched: (subject: string) =>
    refusal(700213, 'invalid_client')(`${noMatch} subject '${subject}'. ${check} ${federation}`),
  expressionUnmatched: (subject: string) =>
    refusal(
      7002131,
      'invalid_client',
    )(`${noMatch} subject '${subject}' or no federated identity credential expression matched. ${check} ${federation}`),
  subjectCase: (subject: string) =>
    refusal(
      7002138,
      'invalid_client',
    )(
      `${noMatch} subject '${subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ${check} See documentation at: ${federation}. See breaking change notification and remediation at: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024.`,
    ),
  issuerUnreachable: () => refusal(501661, 'invalid_client')('Request to External OIDC endpoint failed.'),
  signingKeyUnknown: (keyId: string, issuer: string) =>
    refusal(
      7000272,
      'invalid_client',
    )(
      `The certificate with identifier ${keyId} used to sign the federated credential could not be found in the metadata of identity provider ${issuer}. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.`,
    ),
  blocked: (): Refusal => ({
    ...refusal(
      53003,
      'access_denied',
    )('Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.'),
    suberror: 'message_only',
  }),
  scopeInvalid: (scope: string) =>
    refusal(
      1002012,
      'invalid_scope',
    )(
      `The provided value for scope '${scope}' is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  userScopeInvalid: (scope: string) =>
    refusal(
      70011,
      'invalid_scope',
    )(
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    ),
  resourceUnknown: (resource: string, tenant: string) =>
    refusal(
      500011,
      'invalid_resource',
    )(
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  authorizationPending: () =>
    refusal(70016, 'authorization_pending')('OAuth 2.0 device flow error. Authorization is pending. Continue polling.'),
  deviceCodeUnknown: () =>
    refusal(7000205, 'bad_verification_code')("The provided value for the input parameter 'device_code' is not valid."),
  refreshTokenUnknown: () => refusal(9002313, 'invalid_grant')('Invalid request. Request is malformed or invalid.'),
} as const;
