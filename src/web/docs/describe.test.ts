// The pages about the API: OpenAPI read back.
import { expect, test } from 'vitest'
import { curlOf, fieldsOf, operationsOf, typeOf } from './describe.ts'

const openapi = {
  paths: {
    '/api/assess/declareIncident': {
      post: {
        operationId: 'assess.declareIncident',
        tags: ['assess'],
        summary: 'Open an incident',
        'x-policy': ['analyst', 'duty-officer'],
        parameters: [{ name: 'realm', in: 'query', required: false, schema: { type: 'string' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { title: { type: 'string' }, countries: { type: 'array', items: { type: 'string' } } },
                required: ['title'],
              },
              example: { title: "The operator's outage" },
            },
          },
        },
        responses: {
          200: { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } },
          422: { description: 'unknown-value: No such value\nunknown-country: No such country' },
        },
      },
    },
  },
}

test('an operation is read back with its fields, its command and what it may refuse', () => {
  const [operation] = operationsOf(openapi)
  expect(operation).toMatchObject({
    name: 'assess.declareIncident',
    room: 'assess',
    method: 'POST',
    command: 'assess declare-incident',
    who: 'analyst, duty-officer',
  })
  expect(operation?.refusals).toEqual(['422 unknown-value: No such value', '422 unknown-country: No such country'])
  expect(operation && fieldsOf(operation).map((field) => [field.name, field.required, field.type])).toEqual([
    ['title', true, 'string'],
    ['countries', false, 'string[]'],
    ['realm', false, 'string'],
  ])
})

test('the command line to try survives an apostrophe in the example', () => {
  const [operation] = operationsOf(openapi)
  expect(operation && curlOf(operation, 'http://127.0.0.1:1')).toContain(`-d '{"title":"The operator'\\''s outage"}'`)
})

test('types are said in a few letters', () => {
  expect(typeOf({ enum: ['red', 'yellow'] })).toBe('red | yellow')
  expect(typeOf({ anyOf: [{ type: 'string' }, { type: 'null' }] })).toBe('string | null')
  expect(typeOf({ properties: { tlp: {}, pap: {} } })).toBe('{ tlp, pap }')
})
