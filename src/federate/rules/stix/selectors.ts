// Selectors of granular markings (section 7.2.3.1): a path of names and places that must lead to something in the object.

/** Undefined where it leads nowhere. Walks own properties only, and never further than the object is deep. */
export function selected(object: unknown, selector: string): { value: unknown } | undefined {
  const steps = stepsOf(selector)
  if (!steps) return undefined
  let here: unknown = object
  for (const step of steps) {
    if (typeof here !== 'object' || here === null) return undefined
    if (typeof step === 'number') {
      if (!Array.isArray(here) || step >= here.length) return undefined
      here = here[step]
    } else {
      if (Array.isArray(here) || !Object.hasOwn(here, step)) return undefined
      here = (here as Record<string, unknown>)[step]
    }
  }
  return { value: here }
}

const mostCharacters = 5_000
const mostSteps = 60

/** `labels.[2]`, `external_references.[0].hashes.SHA-256`: names and places, with dots between them. */
function stepsOf(selector: string): (string | number)[] | undefined {
  if (selector === '' || selector.length > mostCharacters) return undefined
  const parts = selector.split('.')
  if (parts.length > mostSteps) return undefined
  const steps: (string | number)[] = []
  for (const part of parts) {
    const place = /^\[([0-9]{1,9})\]$/.exec(part)
    if (place) steps.push(Number(place[1]))
    else if (/^[a-zA-Z0-9_-]{1,250}$/.test(part)) steps.push(part)
    else return undefined
  }
  return typeof steps[0] === 'number' ? undefined : steps
}
