// What a guideline says, in the words of its document: the same pieces that its PDF is drawn from.
import type { ReactNode } from 'react'
import type { Piece } from '#kernel/paper.ts'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { listKnownResolvers } from '../../api/resolvers.ts'
import type { Guideline } from '../../model/guideline.ts'
import { paperOf } from '../../rules/guideline/paper.ts'
import { indexResolvers } from '../../rules/resolvers/known.ts'

export function GuidelineParts({ text }: { text: Guideline }): ReactNode {
  const known = useAsk(listKnownResolvers, {}, { timeless: true }).data?.resolvers ?? []
  const head = { standing: '', marking: '', exercise: false, digest: '', at: '', findings: [] }
  const { pieces } = paperOf({ guideline: text, ...head }, indexResolvers(known))
  return (
    <>
      {sections(pieces).map(({ title, of }) => (
        <Card key={title} title={title}>
          {of.map((piece, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces are a text; their place is what they are.
            <PieceView key={at} piece={piece} title={title} />
          ))}
        </Card>
      ))}
    </>
  )
}

function sections(pieces: readonly Piece[]): { title: string; of: Piece[] }[] {
  const found: { title: string; of: Piece[] }[] = []
  for (const piece of pieces) {
    if (piece.kind === 'heading') found.push({ title: piece.text, of: [] })
    else found.at(-1)?.of.push(piece)
  }
  return found
}

function PieceView({ piece, title }: { piece: Piece; title: string }): ReactNode {
  switch (piece.kind) {
    case 'heading':
      return null
    case 'text':
      return <p className={piece.tone === 'quiet' ? 'quiet' : undefined}>{piece.text}</p>
    case 'list':
      return (
        <ul>
          {piece.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'table':
      return <Rows piece={piece} title={title} />
  }
}

function Rows({ piece, title }: { piece: Extract<Piece, { kind: 'table' }>; title: string }): ReactNode {
  const headed = piece.header.some((name) => name !== '')
  return (
    <Scrolled label={title}>
      <table className="table">
        {headed ? (
          <thead>
            <tr>
              {piece.header.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {piece.rows.map((row) => (
            <tr key={row.join('\n')}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                <td key={at} className="pre-line">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
