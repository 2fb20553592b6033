// The page on which people say that something does not work: plain HTML without scripts, for any browser and screen reader.

export interface FormShown {
  /** Names of services that may be chosen; empty: any may be typed. */
  services: readonly string[]
  /** What was wrong with the last try, by field. */
  faults: Partial<Record<'service' | 'region' | 'kind', string>>
  given: { service: string; region: string; kind: string; text: string }
}

/** What can be wrong, in the words of the one who complains. The keys go into the counts. */
export const complaintKinds: readonly [string, string][] = [
  ['unreachable', 'I cannot reach it at all'],
  ['slow', 'It is very slow'],
  ['errors', 'It shows errors'],
  ['login', 'I cannot sign in'],
  ['other', 'Something else'],
]

/** Everything that came from outside and is shown goes through here. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? '')
}

const style = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}
label,legend{display:block;font-weight:600;margin-top:1.2rem}input,select,textarea,button{font:inherit;width:100%;
box-sizing:border-box;padding:.5rem;border:1px solid #767676;border-radius:4px}button{margin-top:1.5rem}
.fault{color:#b00020;font-weight:400}@media(prefers-color-scheme:dark){body{background:#16181c;color:#eee}.fault{color:#ff8a80}
input,select,textarea,button{background:#22252b;color:#eee}}`

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>
`
}

/** The form, with the faults of the last try beside their fields. */
export function formPage({ services, faults, given }: FormShown): string {
  const field = (name: 'service' | 'region' | 'kind', label: string, input: (attributes: string) => string) => {
    const fault = faults[name]
    const attributes = `id="${name}" name="${name}"${fault ? ` aria-invalid="true" aria-describedby="${name}-fault"` : ''}`
    const told = fault ? `<span class="fault" id="${name}-fault">${escapeHtml(fault)}</span>` : ''
    return `<label for="${name}">${label} ${told}</label>${input(attributes)}`
  }
  const option = (value: string, text: string, chosen: boolean) =>
    `<option value="${escapeHtml(value)}"${chosen ? ' selected' : ''}>${escapeHtml(text)}</option>`
  return page(
    'Report a problem with a service',
    `<p>We count reports to see early that something is wrong. Your address is not kept.</p>
<form method="post" action="/report">${field('service', 'Which service?', (attributes) =>
      services.length > 0
        ? `<select ${attributes} required>${services.map((name) => option(name, name, name === given.service)).join('')}</select>`
        : `<input ${attributes} required maxlength="120" value="${escapeHtml(given.service)}">`,
    )}${field(
      'region',
      'Where are you? (country, or country and region, e.g. BE or BE-VLG; may stay empty)',
      (attributes) => {
        return `<input ${attributes} maxlength="6" autocomplete="country" value="${escapeHtml(given.region)}">`
      },
    )}${field('kind', 'What is wrong?', (attributes) => {
      const options = complaintKinds.map(([value, text]) => option(value, text, value === given.kind))
      return `<select ${attributes}>${options.join('')}</select>`
    })}<label for="text">In your own words (may stay empty; only a fingerprint of it is kept)</label>
<textarea id="text" name="text" rows="3" maxlength="500">${escapeHtml(given.text)}</textarea>
<button type="submit">Send the report</button></form>`,
  )
}

/** After a report was taken: the same whether it counted or was the second of the same reporter, so that nobody can probe. */
export function thanksPage(): string {
  return page(
    'Thank you',
    '<p>Your report was counted. If the problem goes on you need not report it again.</p><p><a href="/report">Report another service</a></p>',
  )
}

export function refusedPage(why: string): string {
  return page('Not taken', `<p>${escapeHtml(why)}</p><p><a href="/report">Back to the form</a></p>`)
}
