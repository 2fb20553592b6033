// The API, readable: every operation by room, with its input, an example to try, and what it may refuse.
import '../manual/manual.css'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Copy } from '../kit/Copy.tsx'
import { Empty, Skeleton } from '../kit/Empty.tsx'
import { TextField } from '../kit/Field.tsx'
import { Page } from '../kit/Page.tsx'
import { Problem } from '../kit/Problem.tsx'
import { useChoices } from '../place.ts'
import { say } from '../say.ts'
import { curlOf, fieldsOf, type Operation, operationsOf } from './describe.ts'

export function ApiPage(): ReactNode {
  const [{ q = '' }, choose] = useChoices('q')
  const [typed, setTyped] = useState(q)
  const description = useQuery({
    queryKey: ['openapi'],
    queryFn: async (): Promise<unknown> => (await fetch('/api/openapi.json')).json(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const all = description.data ? operationsOf(description.data) : []
  const wanted = typed.trim().toLowerCase()
  const shown = all.filter((it) => `${it.name} ${it.summary}`.toLowerCase().includes(wanted))
  const rooms = [...new Set(shown.map((it) => it.room))]
  return (
    <Page
      title={say('API')}
      lead={
        <>
          {say('The same operations that this page and the command line use.')}{' '}
          <a href="/api/openapi.json">{say('OpenAPI 3.1 as JSON')}</a>
        </>
      }
    >
      <p>
        {say(
          'Make an API token under your account, and send it as a bearer token. Queries are GET and take realm and asOf; actions are POST with JSON and take an Idempotency-Key. Every error is problem+json: what went wrong, where, and what to do.',
        )}
      </p>
      <TextField
        label={say('Find an operation')}
        type="search"
        value={typed}
        onChange={(text) => {
          setTyped(text)
          choose({ q: text || undefined })
        }}
      />
      <Problem error={description.error} onAgain={() => void description.refetch()} />
      {description.isPending ? <Skeleton lines={8} /> : null}
      {description.data && shown.length === 0 ? <Empty icon="api" title={say('No operation of that name')} /> : null}
      {rooms.map((room) => (
        <section key={room} className="stack tight">
          <h2>{room}</h2>
          {shown
            .filter((it) => it.room === room)
            .map((it) => (
              <OperationShown key={it.name} operation={it} />
            ))}
        </section>
      ))}
    </Page>
  )
}

function OperationShown({ operation }: { operation: Operation }): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <details className="operation" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="method" data-method={operation.method}>
          {operation.method}
        </span>
        <code>{operation.name}</code>
        <span className="quiet">{operation.summary}</span>
      </summary>
      {open ? <OperationBody operation={operation} /> : null}
    </details>
  )
}

function OperationBody({ operation }: { operation: Operation }): ReactNode {
  const fields = fieldsOf(operation)
  const curl = curlOf(operation, window.location.origin)
  return (
    <div className="operation-body">
      <p className="small">
        {operation.who === 'anyone' ? say('Open to everybody.') : say('For: {who}', { who: operation.who })}{' '}
        <span className="quiet">
          {say('On the command line:')} <code>./tocsin {operation.command}</code>
        </span>
      </p>
      {fields.length > 0 ? (
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('Input')}</th>
                <th scope="col">{say('Type')}</th>
                <th scope="col">{say('Meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <tr key={field.name}>
                  <td>
                    <code>{field.name}</code>
                    {field.required ? '' : <span className="quiet small"> {say('optional')}</span>}
                  </td>
                  <td className="small mono wrap-anywhere">{field.type}</td>
                  <td className="small">{field.description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <h3>{say('Try it')}</h3>
      <pre>{curl}</pre>
      <div className="row">
        <Copy text={curl} label={say('Copy')} />
      </div>
      <details>
        <summary className="small">{say('What it answers, and what it may refuse')}</summary>
        <div className="stack tight">
          <pre>{JSON.stringify(operation.output, null, 2)}</pre>
          <ul>
            {operation.refusals.map((text) => (
              <li key={text} className="small">
                {text}
              </li>
            ))}
          </ul>
        </div>
      </details>
    </div>
  )
}
