// Capacities that do not add up: a whole that is told to be made of pieces, with another figure than their sum.
import type { KnownPart } from '../graph/from-parts.ts'

const nearOne = 0.02
const nearSum = 1e-6

/**
 * A need is a whole of pieces where its options in use carry a share each and all of it together, as the plants of one contract do; options
 * of which each could carry everything are redundant, and nothing has to add up. All must have a capacity in the unit of the part.
 */
export function capacityNotes(parts: readonly KnownPart[]): string[] {
  const byId = new Map(parts.map((part) => [part.id, part.state]))
  return parts.flatMap(({ state }) => {
    const { capacity } = state
    if (capacity === null) return []
    return state.needs.flatMap(({ name, of }) => {
      const used = of.filter(({ switching }) => switching === null)
      const shares = used.reduce((sum, { share = 1 }) => sum + share, 0)
      if (used.length < 2 || Math.abs(shares - 1) > nearOne) return []
      const pieces = used.map(({ part }) => byId.get(part)?.capacity ?? null)
      const amounts = pieces.flatMap((piece) => (piece && piece.unit === capacity.unit ? [piece.amount] : []))
      const sum = amounts.reduce((a, b) => a + b, 0)
      if (amounts.length < used.length || Math.abs(sum - capacity.amount) <= nearSum * Math.max(1, sum)) return []
      const figures = `${amounts.map(figure).join(' + ')} is ${figure(sum)}`
      return [
        `Figures do not add up: “${state.name}” is told to have ${figure(capacity.amount)} ${capacity.unit}, but for its “${name}” ${figures}.`,
      ]
    })
  })
}

const figure = (amount: number) => String(Math.round(amount * 1e6) / 1e6)
