// What a reminder of a review says: how many, and where to look. With whom and about what stays behind the sign-in.
export interface ReviewMail {
  /** Days of review that came. */
  days: readonly string[]
  realm: string
  today: string
  origin: string
}

export function agreementReviewMail({ days, realm, today, origin }: ReviewMail): { subject: string; text: string } {
  const exercise = realm === 'live' ? '' : 'EXERCISE '
  const passed = days.filter((day) => day < today).length
  const what =
    days.length === 1 ? '1 agreement is to be looked at again' : `${days.length} agreements are to be looked at again`
  const link = `${origin}/agreements?show=overdue${realm === 'live' ? '' : `&realm=${encodeURIComponent(realm)}`}`
  const lines = [
    ...(exercise ? ['EXERCISE. Nothing of this is real.', ''] : []),
    `${what}${passed > 0 ? `; the day of ${passed} has passed` : ''}.`,
    'Write down that it still fits and when it is looked at next; or revise, suspend or end it.',
    '',
    `Look: ${link}`,
  ]
  return { subject: `${exercise}Agreements: ${what}`, text: `${lines.join('\n')}\n` }
}
