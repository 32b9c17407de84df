/** The tenant, or the cloud it lives in. */
import { doctor, type EntraEntries } from './entry.ts';

const ownAuthority = 'Use `https://<login host>/<tenant-id>` as authority.';
const cloudHost =
  'Use the login host of the environment’s cloud: login.microsoftonline.com, .us for GCC High and DoD, login.partner.microsoftonline.cn for China.';

export const tenant: EntraEntries = {
  90002: {
    title: 'There is no such tenant in this cloud',
    cause:
      'The tenant id is mistyped, the tenant was deleted, or it lives in another cloud than the login host. The message names it.',
    fix: ['Compare it with the tenant of the environment:', doctor, cloudHost],
    see: ['AADSTS900023', 'AADSTS90038'],
    confidence: 'seen',
  },
  900023: {
    title: 'The tenant of the request is neither an id nor a domain',
    cause: 'A placeholder, a GUID with a digit too few or a name without domain stands where the tenant belongs.',
    fix: ['Put the tenant id there:', doctor],
    see: ['AADSTS90002'],
    confidence: 'documented',
  },
  90019: {
    title: 'The request does not tell its tenant',
    cause: 'Nothing in the request names a tenant, and none follows from it.',
    fix: [ownAuthority],
    see: ['AADSTS50059'],
    confidence: 'documented',
  },
  50059: {
    title: 'The request does not tell its tenant',
    cause:
      'Neither the address nor the credentials of the request name a tenant; an application cannot be asked for at /common with client credentials.',
    fix: [ownAuthority],
    see: ['AADSTS90019', 'AADSTS50128'],
    confidence: 'documented',
  },
  50128: {
    title: 'The domain leads to no tenant',
    cause: 'The domain name of the request is not valid or belongs to no tenant.',
    fix: [ownAuthority],
    see: ['AADSTS50059'],
    confidence: 'documented',
  },
  50029: {
    title: 'The domain name has characters that are not allowed',
    cause: 'The address of the request holds a domain that cannot be one.',
    fix: [ownAuthority],
    see: ['AADSTS900023'],
    confidence: 'documented',
  },
  50049: {
    title: 'The cloud instance is not known',
    cause: 'Discovery was asked about a login host that Entra does not know.',
    fix: [cloudHost],
    see: ['AADSTS90051'],
    confidence: 'documented',
  },
  50050: {
    title: 'The discovery request is malformed',
    cause: 'The address that was asked for metadata is not one.',
    fix: [ownAuthority],
    see: ['AADSTS50049'],
    confidence: 'documented',
  },
  90038: {
    title: 'The tenant belongs to another cloud',
    cause: 'It lives in a national cloud, and this one does not answer for it.',
    fix: [cloudHost],
    see: ['AADSTS900382', 'AADSTS90002'],
    confidence: 'documented',
  },
  90043: {
    title: 'A code of another cloud cannot be used here',
    cause:
      'The reference page says only that the feature is disabled; the name tells of redirection between national clouds.',
    fix: [cloudHost],
    see: ['AADSTS90038'],
    confidence: 'documented',
  },
  90051: {
    title: 'The id of the national cloud is not valid',
    cause: 'The request names a cloud that does not exist.',
    fix: [cloudHost],
    see: ['AADSTS90038'],
    confidence: 'documented',
  },
  900382: {
    title: 'Applications with a secret cannot ask across clouds',
    cause: 'Client and resource are in different clouds, and the client is a confidential one.',
    fix: ['Register the application in the cloud of the environment.', cloudHost],
    see: ['AADSTS900432', 'AADSTS90038'],
    confidence: 'documented',
  },
  900432: {
    title: 'Applications with a secret cannot ask across clouds',
    cause: 'The same as 900382.',
    fix: ['Register the application in the cloud of the environment.', cloudHost],
    see: ['AADSTS900382'],
    confidence: 'documented',
  },
  9001023: {
    title: 'This grant does not work at /common or /consumers',
    cause: 'Client credentials need a tenant; the shared addresses have none.',
    fix: [ownAuthority],
    see: ['AADSTS50059', 'AADSTS90124'],
    confidence: 'documented',
  },
  90124: {
    title: 'The resource does not work at /common or /consumers',
    cause: 'The resource is of the older kind, which needs a tenant.',
    fix: [ownAuthority],
    see: ['AADSTS9001023'],
    confidence: 'documented',
  },
  700005: {
    title: 'The code was issued for another tenant',
    cause:
      'An authorization code was redeemed at another tenant than it came from. It belongs to a sign-in of a person.',
    fix: ['Redeem it where it was issued.'],
    see: [],
    confidence: 'documented',
  },
  50134: {
    title: 'The device code was confirmed in another data centre',
    cause: 'Request and confirmation of a device-code sign-in reached different data centres.',
    fix: ['Start the sign-in again, and confirm it from the same network.'],
    see: [],
    confidence: 'documented',
  },
};
