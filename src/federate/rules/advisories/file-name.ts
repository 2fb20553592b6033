// Names of files of CSAF documents (section 5.1 of the standard): by the tracking id, and with nothing in them that is a path.

/** 'Example/Corp 2026:1' is 'example_corp_2026_1.json'. */
export function fileNameOf(trackingId: string): string {
  return `${trackingId.toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`
}

/** The last part of an address, if it is the name that the standard gives to that id. */
export function fitsName(url: string, trackingId: string): boolean {
  if (!URL.canParse(url)) return false
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return decoded(last) === fileNameOf(trackingId)
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** Two namespaces are the same publisher's, whether or not a slash ends them. */
export function sameNamespace(one: string, other: string): boolean {
  const plain = (text: string) => text.trim().toLowerCase().replace(/\/$/, '')
  return one !== '' && plain(one) === plain(other)
}
