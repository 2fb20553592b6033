// A product as it reads. Each sentence can be chosen, by mouse or keys: beside it stands what it rests on.
import { createContext, type ReactNode, useContext } from 'react'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { Block, ProductContent, Sentence } from '../../model/product-content.ts'

export interface Choosing {
  chosen: string | null
  choose: (id: string) => void
  /** Sentences that differ from the last product, where that is shown. */
  marked: ReadonlyMap<string, 'added' | 'changed'>
}
const Chosen = createContext<Choosing & { first: string }>({
  ...{ chosen: null, choose: () => undefined, marked: new Map(), first: '' },
})

export function ReadProduct({ content, ...choosing }: { content: ProductContent } & Choosing): ReactNode {
  return (
    <Chosen.Provider value={{ ...choosing, first: content.title.id }}>
      <article className="product-text" aria-label={say('The product as it reads')} lang={content.language}>
        <p className="product-title">
          <Said sentence={content.title} />
        </p>
        {content.marking.tlp === 'CLEAR' ? null : <p className="small quiet">{content.words.scope}</p>}
        {content.sections.map((section) => (
          <section key={section.id} aria-labelledby={`section-${section.id}`}>
            <h2 id={`section-${section.id}`}>{section.heading}</h2>
            {section.article ? <p className="small quiet">{section.article}</p> : null}
            {section.blocks.map((block, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names, and never change places.
              <BlockShown key={at} block={block} />
            ))}
          </section>
        ))}
        {content.nextDue ? (
          <p>
            {content.words.nextReport}: <Said sentence={content.nextDue.sentence} />
          </p>
        ) : null}
        <p className="small quiet">
          {content.basis.source}
          {content.basis.verification === 'unverified' ? ` · ${say('not verified')}` : ''}
        </p>
      </article>
    </Chosen.Provider>
  )
}

function Said({ sentence }: { sentence: Sentence }): ReactNode {
  const { chosen, choose, marked, first } = useContext(Chosen)
  const { id, text, by, standing } = sentence
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw a button as a block, and a paragraph of them falls apart into lines.
    <span
      role="button"
      className="sentence"
      data-row
      data-standing={standing}
      data-own={by.startsWith('person:') || undefined}
      data-marked={marked.get(id)}
      aria-pressed={chosen === id}
      // One stop for the tab key; j and k go from sentence to sentence.
      tabIndex={(chosen ?? first) === id ? 0 : -1}
      onFocus={() => choose(id)}
      onClick={() => choose(id)}
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return
        event.preventDefault()
        choose(id)
      }}
    >
      {text}
    </span>
  )
}

const SaidAll = ({ sentences }: { sentences: readonly Sentence[] }) =>
  sentences.map((sentence) => (
    <span key={sentence.id}>
      <Said sentence={sentence} />{' '}
    </span>
  ))

function BlockShown({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'prose':
      return (
        <p>
          <SaidAll sentences={block.sentences} />
        </p>
      )
    case 'list':
      return (
        <Captioned caption={block.caption}>
          <ul>
            {block.items.map((item) => (
              <li key={item[0]?.id}>
                <SaidAll sentences={item} />
              </li>
            ))}
          </ul>
        </Captioned>
      )
    case 'figures':
      return (
        <Captioned caption={block.caption}>
          <ul className="product-figures">
            {block.figures.map((figure) => (
              <li key={figure.id}>
                <Said sentence={figure} />
              </li>
            ))}
          </ul>
        </Captioned>
      )
    case 'map':
      return (
        <Captioned caption={block.caption}>
          <ul>
            {block.values.map(({ country, cell }) => (
              <li key={country}>
                <Said sentence={cell} />
              </li>
            ))}
          </ul>
        </Captioned>
      )
    case 'timeline':
      return (
        <Captioned caption={block.caption}>
          <ol className="product-timeline">
            {block.moments.map(({ at, sentence }) => (
              <li key={sentence.id}>
                <Time at={at} show="exact" /> <Said sentence={sentence} />
              </li>
            ))}
          </ol>
        </Captioned>
      )
    case 'table':
      return <TableShown block={block} />
  }
}

function Captioned({ caption, children }: { caption: string | null; children: ReactNode }): ReactNode {
  return (
    <>
      {caption ? <p className="small quiet">{caption}</p> : null}
      {children}
    </>
  )
}

function TableShown({ block }: { block: Extract<Block, { kind: 'table' }> }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className="table-wrap" role="group" tabIndex={0} aria-label={block.caption ?? block.header.join(', ')}>
      <table className="table">
        {block.caption ? <caption>{block.caption}</caption> : null}
        <thead>
          <tr>
            {block.header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row[0]?.id}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key={cell.id} scope="row">
                    <Said sentence={cell} />
                  </th>
                ) : (
                  <td key={cell.id}>
                    <Said sentence={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
