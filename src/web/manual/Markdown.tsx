// Markdown as elements: nothing is ever put into the page as HTML, so nothing in a text can run.
import { Link } from '@tanstack/react-router'
import type { Token, Tokens } from 'marked'
import { Fragment, type ReactNode } from 'react'

export function Markdown({ tokens }: { tokens: readonly Token[] }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text does not reorder its pieces.
  return tokens.map((token, index) => <Piece key={index} token={token} />)
}

function Piece({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'heading':
      return <Heading token={token as Tokens.Heading} />
    case 'paragraph':
      return (
        <p>
          <Inside token={token} />
        </p>
      )
    case 'list':
      return <List token={token as Tokens.List} />
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      )
    case 'blockquote':
      return (
        <blockquote className="note">
          <Inside token={token} />
        </blockquote>
      )
    case 'table':
      return <Table token={token as Tokens.Table} />
    case 'hr':
      return <hr />
    case 'strong':
      return (
        <strong>
          <Inside token={token} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inside token={token} />
        </em>
      )
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return <Anchor href={token.href as string} token={token} />
    case 'escape':
      return token.text
    case 'text':
      return token.tokens ? <Inside token={token} /> : plain(token.text as string)
    default:
      // HTML, images from elsewhere and whatever else: as the text that it is, or not at all.
      return token.type === 'space' || token.type === 'html' || token.type === 'image'
        ? null
        : plain('raw' in token ? String(token.raw) : '')
  }
}

/** The lexer leaves the few entities of HTML in plain text. */
function plain(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? whole,
  )
}

function Inside({ token }: { token: Token }): ReactNode {
  const { tokens } = token as { tokens?: Token[] }
  return tokens ? <Markdown tokens={tokens} /> : null
}

function Heading({ token }: { token: Tokens.Heading }): ReactNode {
  const Level = (['h2', 'h2', 'h3', 'h4'] as const)[token.depth - 1] ?? 'h4'
  return (
    <Level id={anchorOf(token.text)}>
      <Inside token={token} />
    </Level>
  )
}

function List({ token }: { token: Tokens.List }): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text does not reorder its list.
    <li key={index}>
      <Markdown tokens={item.tokens} />
    </li>
  ))
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>
}

function Table({ token }: { token: Tokens.Table }): ReactNode {
  return (
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are.
              <th key={index} scope="col">
                <Markdown tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are.
            <tr key={at}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are.
                <td key={index}>
                  <Markdown tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `markings.md` leads to that page of the manual; `/watch` into the product; other sites are named, not linked. */
function Anchor({ href, token }: { href: string; token: Token }): ReactNode {
  const page = /^(?:\.\/)?([a-z0-9-]+)\.md(?:#(.*))?$/.exec(href)
  if (page?.[1]) {
    return (
      <Link to="/manual/$page" params={{ page: page[1] }} {...(page[2] ? { hash: page[2] } : {})}>
        <Inside token={token} />
      </Link>
    )
  }
  if (href.startsWith('#')) {
    return (
      <a href={href}>
        <Inside token={token} />
      </a>
    )
  }
  if (/^\/(?!\/)/.test(href)) {
    return (
      <a href={href}>
        <Inside token={token} />
      </a>
    )
  }
  return (
    <Fragment>
      <Inside token={token} /> <span className="quiet small">({href})</span>
    </Fragment>
  )
}

export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
}
