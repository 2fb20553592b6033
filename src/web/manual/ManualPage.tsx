// The manual: the files of docs/manual, built into the page, so that they are there without a network.
import './manual.css'
import { Link, useParams } from '@tanstack/react-router'
import { marked, type Token, type Tokens } from 'marked'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Empty, Skeleton } from '../kit/Empty.tsx'
import { Page } from '../kit/Page.tsx'
import { Problem } from '../kit/Problem.tsx'
import { say } from '../say.ts'
import { anchorOf, Markdown } from './Markdown.tsx'

const files = import.meta.glob<string>('../../../docs/manual/*.md', { query: '?raw', import: 'default' })
const pages = new Map(Object.entries(files).map(([path, load]) => [path.replace(/^.*\/(.+)\.md$/, '$1'), load]))

export function ManualPage(): ReactNode {
  const { page = 'index' } = useParams({ strict: false })
  const [text, setText] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const load = pages.get(page)

  useEffect(() => {
    let gone = false
    setText(null)
    load?.().then(
      (it) => {
        if (!gone) setText(it)
      },
      (failed) => setError(failed),
    )
    return () => {
      gone = true
    }
  }, [load])

  const { title, tokens, contents } = useMemo(() => partsOf(text ?? ''), [text])
  if (!load) {
    return (
      <Page title={say('Manual')} above={<Link to="/manual">← {say('Manual')}</Link>}>
        <Empty
          icon="manual"
          title={say('The manual has no such page')}
          action={<Link to="/manual">{say('To its first page')}</Link>}
        />
      </Page>
    )
  }
  return (
    <Page title={title || say('Manual')} above={page === 'index' ? null : <Link to="/manual">← {say('Manual')}</Link>}>
      <Problem error={error} />
      {text === null && !error ? <Skeleton lines={8} /> : null}
      <div className="manual">
        <article className="prose">
          <Markdown tokens={tokens} />
        </article>
        {contents.length > 1 ? (
          <nav aria-label={say('On this page')} className="manual-contents small no-print">
            <strong>{say('On this page')}</strong>
            <ul>
              {contents.map((heading) => (
                <li key={heading.id}>
                  <a href={`#${heading.id}`}>{heading.text}</a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </Page>
  )
}

function partsOf(text: string): { title: string; tokens: Token[]; contents: { id: string; text: string }[] } {
  const all = marked.lexer(text)
  const first = all.findIndex((token) => token.type === 'heading' && token.depth === 1)
  const title = first === -1 ? '' : (all[first] as Tokens.Heading).text
  const tokens = all.filter((_, index) => index !== first)
  const contents = tokens
    .filter((token): token is Tokens.Heading => token.type === 'heading' && token.depth === 2)
    .map((heading) => ({ id: anchorOf(heading.text), text: heading.text }))
  return { title, tokens, contents }
}
