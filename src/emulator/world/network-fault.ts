export interface NetworkFault {
  /** Host name or `*`. */
  host: string;
  /** Regular expression on the path; absent = every path. */
  path?: string;
  method?: string;
  /** Acts on the first n matching requests only; absent = always. */
  times?: number;
  kind:
    | 'latency'
    | 'status'
    | 'reset'
    | 'truncate'
    | 'malformed'
    | 'content-type'
    | 'redirect'
    | 'slow-body'
    | 'clock'
    | 'untrusted-ca'
    | 'missing-intermediate'
    | 'refuse-connect'
    | 'proxy-auth'
    | 'block-page'
    | 'dns'
    | 'unreachable';
  /** Milliseconds for latency and slow-body, status for status, seconds for clock, errno for unreachable (111, 110); else unused. */
  value?: number;
  /** Milliseconds at most that are added to latency and slow-body, by the world's seed. */
  jitter?: number;
  retryAfter?: number;
  /** Target of a redirect, body of a status (JSON if it begins with `{` or `[`), `user:password` that proxy-auth lets pass. */
  text?: string;
}
