/** The tenant, or the cloud that it belongs to. */
import { doctor, type EntraEntries } from './entry.ts';

const ownAuthority = 'Use `https://<login host>/<tenant-id>` as authority.';
const cloudHost =
  "Use the login host of the environment's cloud: login.microsoftonline.com, .us for GCC High and DoD, login.partner.microsoftonline.cn for China.";
const acrossClouds = 'Client and resource are in different clouds, and the client is a confidential one.';

export const tenant: EntraEntries = {
  90002: {
    title: 'The tenant does not exist in this cloud',
    cause:
      'The tenant ID is mistyped, the tenant was deleted, or it belongs to another cloud than the login host. The message names it.',
    fix: ['Compare it with the tenant of the environment:', doctor, cloudHost],
    see: ['AADSTS900023', 'AADSTS90038'],
    confidence: 'seen',
  },
  900023: {
    title: 'The tenant of the request is neither a GUID nor a domain',
    cause: 'The tenant is a placeholder, a GUID with a missing character, or a name without a domain.',
    fix: ['Use the tenant ID:', doctor],
    see: ['AADSTS90002'],
    confidence: 'documented',
  },
  90019: {
    title: 'The request does not name its tenant',
    cause: 'Nothing in the request names a tenant, and none can be derived from it.',
    fix: [ownAuthority],
    see: ['AADSTS50059'],
    confidence: 'documented',
  },
  50059: {
    title: 'The request does not name its tenant',
    cause:
      'Neither the address nor the credentials of the request name a tenant. Client credentials do not work at /common.',
    fix: [ownAuthority],
    see: ['AADSTS90019', 'AADSTS50128'],
    confidence: 'documented',
  },
  50128: {
    title: 'The domain belongs to no tenant',
    cause: 'The domain name of the request is not valid or belongs to no tenant.',
    fix: [ownAuthority],
    see: ['AADSTS50059'],
    confidence: 'documented',
  },
  50029: {
    title: 'The domain name contains characters that are not allowed',
    cause: 'The domain in the address of the request is not a valid domain name.',
    fix: [ownAuthority],
    see: ['AADSTS900023'],
    confidence: 'documented',
  },
  50049: {
    title: 'The cloud instance is not known',
    cause: 'Discovery was requested for a login host that Entra does not know.',
    fix: [cloudHost],
    see: ['AADSTS90051'],
    confidence: 'documented',
  },
  50050: {
    title: 'The discovery request is malformed',
    cause: 'Metadata was requested for something that is not a valid address.',
    fix: [ownAuthority],
    see: ['AADSTS50049'],
    confidence: 'documented',
  },
  90038: {
    title: 'The tenant belongs to another cloud',
    cause: 'It belongs to a national cloud, and this cloud does not serve it.',
    fix: [cloudHost],
    see: ['AADSTS900382', 'AADSTS90002'],
    confidence: 'documented',
  },
  90043: {
    title: 'An authorization code of another cloud cannot be used here',
    cause:
      'The reference page says only that the feature is disabled; its name refers to redirection between national clouds.',
    fix: [cloudHost],
    see: ['AADSTS90038'],
    confidence: 'documented',
  },
  90051: {
    title: 'The ID of the national cloud is not valid',
    cause: 'The request names a cloud that does not exist.',
    fix: [cloudHost],
    see: ['AADSTS90038'],
    confidence: 'documented',
  },
  900382: {
    title: 'Confidential clients cannot request tokens across clouds',
    cause: acrossClouds,
    fix: ['Register the application in the cloud of the environment.', cloudHost],
    see: ['AADSTS900432', 'AADSTS90038'],
    confidence: 'documented',
  },
  900432: {
    title: 'Confidential clients cannot request tokens across clouds',
    cause: acrossClouds,
    fix: ['Register the application in the cloud of the environment.', cloudHost],
    see: ['AADSTS900382'],
    confidence: 'documented',
  },
  9001023: {
    title: 'This grant does not work at /common or /consumers',
    cause: 'Client credentials require a tenant, and the shared endpoints have none.',
    fix: [ownAuthority],
    see: ['AADSTS50059', 'AADSTS90124'],
    confidence: 'documented',
  },
  90124: {
    title: 'The resource does not work at /common or /consumers',
    cause: 'The resource uses the older endpoint, which requires a tenant.',
    fix: [ownAuthority],
    see: ['AADSTS9001023'],
    confidence: 'documented',
  },
  700005: {
    title: 'The authorization code was issued for another tenant',
    cause: 'The code was redeemed at another tenant. It concerns an interactive sign-in.',
    fix: ['Redeem the code at the tenant that issued it.'],
    see: [],
    confidence: 'documented',
  },
  50134: {
    title: 'The device code was confirmed in another data center',
    cause: 'Request and confirmation of a device-code sign-in reached different data centers.',
    fix: ['Start the sign-in again, and confirm it from the same network.'],
    see: [],
    confidence: 'documented',
  },
};
