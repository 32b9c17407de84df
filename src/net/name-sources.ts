/** Where the C library of Linux looks for host names, and in which order (nsswitch.conf, resolv.conf). */
import { hostname } from 'node:os';

export interface NameSources {
  /** The resolvers in resolv.conf are asked. */
  readonly dns: boolean;
  /** The hosts file comes before them. */
  readonly hostsFileFirst: boolean;
  /** A source beside both may know this name; only getaddrinfo asks those. */
  mayKnowOtherwise(host: string): boolean;
}

/** What glibc does without the file, and musl always. */
const usual = 'files dns';

/** @param nsswitch null: there is no such file */
export function readNameSources(nsswitch: string | null, resolvConf: string | null): NameSources {
  const line = /^[ \t]{0,80}hosts[ \t]{0,80}:([^#\n]*)/m.exec(nsswitch ?? '')?.[1] ?? usual;
  // `[NOTFOUND=return]` says what follows from an answer, not who is asked.
  const modules = line
    .replaceAll(/\[[^[\]]*\]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  // systemd-resolved asks the resolvers too, and on most machines resolv.conf leads to it.
  const asksDns = (name: string) => name === 'dns' || name === 'resolve';
  const dnsAt = modules.findIndex(asksDns);
  const filesAt = modules.indexOf('files');
  const others = modules.filter((name) => name !== 'dns' && name !== 'files');
  return {
    dns: dnsAt >= 0,
    hostsFileFirst: filesAt >= 0 && (dnsAt < 0 || filesAt < dnsAt),
    mayKnowOtherwise(host) {
      const name = host.toLowerCase().replace(/\.$/, '');
      return isSearched(host, resolvConf ?? '') || others.some((source) => mayKnow(source, name));
    },
  };
}

/** getaddrinfo completes names of few labels with the suffixes of `search`; a query of ours is for the name as it stands. */
function isSearched(host: string, resolvConf: string): boolean {
  const dots = host.split('.').length - 1;
  if (dots === 0) return true;
  const least = Number(/^[ \t]{0,80}options\b.{0,2000}\bndots:(\d+)/m.exec(resolvConf)?.[1] ?? 1);
  return /^[ \t]{0,80}(search|domain)[ \t]{1,80}\S/m.test(resolvConf) && dots < least;
}

function mayKnow(source: string, host: string): boolean {
  const single = !host.includes('.');
  const link = single || host.endsWith('.local');
  switch (source) {
    case 'myhostname':
      return single || host === hostname().toLowerCase() || /\.local(host|domain)$/.test(host);
    case 'mdns_minimal':
    case 'mdns4_minimal':
    case 'mdns6_minimal':
    case 'resolve':
      return link;
    default:
      return true;
  }
}
