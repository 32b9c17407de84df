/**
 * Whether the service itself answered, by its headers; also by those of Azure Front Door, which answers for a service
 * that is down (general knowledge; not verified).
 */
export function hasServiceHeader(headers: Readonly<Record<string, string>>): boolean {
  const names = ['request-id', 'req_id', 'x-azure-ref', 'x-msedge-ref'];
  return Object.keys(headers).some((name) => name.startsWith('x-ms-') || names.includes(name));
}
