// What a reminder of a day of review says: how many, and where to look. What they are about stays behind the sign-in.
export interface ReviewMail {
  reviews: readonly { reviewOn: string }[]
  realm: string
  today: string
  origin: string
}

export function reviewMail({ reviews, realm, today, origin }: ReviewMail): { subject: string; text: string } {
  const exercise = realm === 'live' ? '' : 'EXERCISE '
  const passed = reviews.filter(({ reviewOn }) => reviewOn < today).length
  const what =
    reviews.length === 1 ? '1 marking is to be looked at again' : `${reviews.length} markings are to be looked at again`
  const link = `${origin}/handling?tab=reviews${realm === 'live' ? '' : `&realm=${encodeURIComponent(realm)}`}`
  const lines = [
    ...(exercise ? ['EXERCISE. Nothing of this is real.', ''] : []),
    `${what}${passed > 0 ? `; the day of ${passed} has passed` : ''}.`,
    'Lower it, or keep it with a reason and a new day.',
    '',
    `Look: ${link}`,
  ]
  return { subject: `${exercise}Days of review: ${what}`, text: `${lines.join('\n')}\n` }
}
