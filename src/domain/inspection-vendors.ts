/**
 * Who makes the device or program that signs with a CA, by the name of that CA. Those up to Ubiquiti were observed in
 * reports, the others are inferred from what the products call their CAs (connectivity, section 7): a hint, no proof.
 */

const vendors: readonly (readonly [string, RegExp])[] = [
  ['Aruba', /\baruba\b/i],
  ['Cisco', /\b(?:cisco|umbrella)\b/i],
  ['Fortinet', /\bforti(?:net|gate)\b/i],
  ['Huawei', /\bhuawei\b/i],
  ['Palo Alto Networks', /\b(?:palo alto|PAN-FW)\b/i],
  ['Sophos', /\bsophos\b/i],
  ['Ubiquiti', /\b(?:ubiquiti|unifi)\b/i],
  ['Zscaler', /\bzscaler\b/i],
  ['Netskope', /\bnetskope\b/i],
  ['Broadcom (Blue Coat, Symantec)', /\b(?:blue ?coat|symantec)\b/i],
  ['Skyhigh (McAfee)', /\b(?:skyhigh|mcafee)\b/i],
  ['Forcepoint', /\bforcepoint\b/i],
  ['Check Point', /\bcheck ?point\b/i],
  ['Barracuda', /\bbarracuda\b/i],
  ['WatchGuard', /\bwatchguard\b/i],
  ['SonicWall', /\bsonicwall\b/i],
  ['Kaspersky', /\bkaspersky\b/i],
  ['ESET', /\beset\b/i],
  ['Avast', /\bavast\b/i],
  ['Bitdefender', /\bbitdefender\b/i],
  ['Fiddler', /fiddler|DO_NOT_TRUST/i],
  ['Charles', /\bcharles proxy\b/i],
  ['mitmproxy', /\bmitmproxy\b/i],
];

/** Null: no known name, so no guess. */
export function inspectionVendor(issuer: string | null): string | null {
  return vendors.find(([, pattern]) => issuer !== null && pattern.test(issuer))?.[0] ?? null;
}
