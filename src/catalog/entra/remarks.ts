/** The words of what follows from an error's own values. */
import type { Remark } from '../../domain/entra-errors/remarks.ts';

export function remarkText(remark: Remark): string {
  if (remark.name === 'not-a-guid') {
    const { value, text, length } = remark;
    return `The ${value} ${text} is not a GUID: it has ${length} characters, a GUID has 36.`;
  }
  if (remark.name === 'time-zone') {
    const { hours } = remark;
    const zone = `UTC${hours < 0 ? '−' : '+'}${Math.abs(hours)}`;
    return `The start of its validity period is a whole number of hours from the time of the server: the program that made the assertion probably took local time (${zone}) for UTC, or its time zone is set wrong. Check the time zone before the clock.`;
  }
  if (remark.name === 'time-zone-by-expiry') {
    const { hours, lifetime } = remark;
    return `The message does not say when the assertion was made. If it was made for ${lifetime} minutes, the time was ${span(-hours * 60)} behind UTC: local time was probably taken for UTC, or UTC was converted once too often. Check the time zone before the clock.`;
  }
  if (remark.name === 'clock-agrees') {
    return 'By the times in the message the assertion is within its validity period: they were rounded, or the message was edited.';
  }
  const lived = remark.lifetime === null ? '' : ` It was valid for ${span(remark.lifetime)}.`;
  return remark.name === 'expired'
    ? `The assertion had expired ${span(remark.minutes)} before it was presented.${lived}`
    : `The assertion becomes valid ${span(remark.minutes)} after it was presented: the clock that issued it is ahead.${lived}`;
}

function span(minutes: number): string {
  const counted = (amount: number, unit: string): string => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  if (minutes < 120) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 48) return `${counted(Math.floor(hours / 24), 'day')} (${minutes} minutes)`;
  return rest === 0
    ? `${hours} hours (${minutes} minutes)`
    : `${hours} hours ${counted(rest, 'minute')} (${minutes} minutes)`;
}
