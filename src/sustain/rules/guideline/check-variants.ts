// Variants: resolvers that are there, ways that each kind of control can go, never a single target.
import type { Guideline, Variant } from '../../model/guideline.ts'
import type { KnownResolvers } from '../resolvers/known.ts'
import type { Note } from './check.ts'
import { canForward } from './transports.ts'

export function checkVariants({ variants }: Guideline, known: KnownResolvers, note: Note): void {
  const ids = new Set<string>()
  for (const [at, variant] of variants.entries()) {
    const where = `/variants/${at}`
    if (ids.has(variant.id)) note('error', 'twice', where, `${variant.id} stands there twice.`)
    ids.add(variant.id)
    if (variant.moves === 'internal-only') {
      if (variant.fallback.length > 0)
        note(
          'error',
          'contradiction',
          `${where}/fallback`,
          'Only internal names go on, and yet others are named that are to be asked.',
        )
    } else checkFallback(variant, where, known, note)
  }
  const based = variants.some(({ fallback }) => fallback.some(({ resolver }) => known.byId.get(resolver)?.unionBased))
  if (!based)
    note(
      'error',
      'no-union-resolver',
      '/variants',
      'No variant moves names to a resolver that is run from inside the Union.',
    )
}

function checkFallback(
  { fallback, controls, sameAnswers }: Variant,
  where: string,
  known: KnownResolvers,
  note: Note,
): void {
  const found = fallback.flatMap(({ resolver }) => known.byId.get(resolver) ?? [])
  const seen = new Set<string>()
  for (const [at, { resolver, transport }] of fallback.entries()) {
    const here = `${where}/fallback/${at}`
    const one = known.byId.get(resolver)
    if (!one) note('error', 'unknown-resolver', here, `${resolver} is none of the known resolvers.`)
    if (seen.has(`${resolver} ${transport}`))
      note('error', 'twice', here, `${resolver} over ${transport} stands there twice.`)
    seen.add(`${resolver} ${transport}`)
    if (one && transport === 'dot' && !one.tlsName)
      note('error', 'no-certificate', here, `No name is known on the certificate of ${resolver}.`)
    if (one && sameAnswers && one.blocks.length > 0)
      note(
        'error',
        'other-answers',
        here,
        `${one.name} refuses some names (${one.blocks.join(', ')}), and answers are to stay the same.`,
      )
    for (const control of controls)
      if (!canForward(control, transport))
        note('error', 'cannot-forward', here, `${control} cannot ask over ${transport}.`)
  }
  const open = fallback.filter(({ transport }) => transport === 'udp' || transport === 'tcp').length
  const one = controls.find((control) => control !== 'dnsdist')
  if (open > 0 && open < fallback.length && one)
    note(
      'error',
      'mixed-transports',
      `${where}/fallback`,
      `${one} asks either in plain or over TLS, never some this way and some that.`,
    )
  if (fallback.length === 0)
    note('error', 'no-target', `${where}/fallback`, 'Names are moved, and nobody is there to ask.')
  if (fallback.length === 1)
    note('warning', 'single-target', `${where}/fallback`, 'One target alone: when it fails as well, nothing is left.')
  if (found.length > 1 && new Set(found.map(({ operator }) => operator)).size === 1)
    note('warning', 'one-operator', `${where}/fallback`, 'All targets are of one operator: they may fail together.')
  if (fallback.some(({ transport }) => transport === 'udp' || transport === 'tcp'))
    note(
      'warning',
      'plain',
      `${where}/fallback`,
      'Questions leave the network in plain: whoever is on the way reads and changes them.',
    )
}
