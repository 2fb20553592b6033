// To whom a report goes, in words: 'national CSIRT of DE'.
const spelled: Record<string, string> = {
  csirt: 'CSIRT',
  enisa: 'ENISA',
  edps: 'European Data Protection Supervisor',
  dora: 'DORA',
  cer: 'CER',
  eidas: 'eIDAS',
  nccs: 'NCCS',
  eprivacy: 'ePrivacy',
  european: 'European',
  commission: 'Commission',
  member: 'Member',
  states: 'States',
}
const whole: Record<string, string> = {
  cert_eu: 'CERT-EU',
  competent_national_authority_eprivacy: 'competent national authority for ePrivacy',
  csirt_coordinator: 'CSIRT designated as coordinator',
}
/** Of these every Member State has its own. */
const ofMemberState = /(^|_)(national|authority|csirt|supervisory)(_|$)/

export function recipientInWords(id: string, memberState: string | null): string {
  const words =
    whole[id] ??
    (/^[a-z0-9_]+$/.test(id)
      ? id
          .split('_')
          .map((word) => spelled[word] ?? word)
          .join(' ')
      : id)
  return memberState !== null && ofMemberState.test(id) ? `${words} of ${memberState}` : words
}
