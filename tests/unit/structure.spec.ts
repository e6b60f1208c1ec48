/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { test } from '@japa/runner'
import { parseSync } from 'oxc-parser'
import { isOfBrowsers } from '../../bin/sources/source_watch.ts'

const ROOT = join(import.meta.dirname, '../..')

/** All that is built and published. */
const SOURCES = [
  'src/**/*.{ts,tsx}',
  '{commands,providers,services}/*.ts',
  'stubs/main.ts',
  'configure.ts',
  'index.ts',
]

/**
 * What each file imports of the package, what it loads later included.
 *
 * @param kind - whether types count
 */
async function importsByFile(kind: 'all' | 'values' = 'all'): Promise<Map<string, string[]>> {
  const isMeant = (entries: readonly { isType: boolean }[]) =>
    kind === 'all' || entries.length === 0 || entries.some(({ isType }) => !isType)
  const imports = new Map<string, string[]>()
  for await (const file of glob(SOURCES, { cwd: ROOT })) {
    const path = join(ROOT, file)
    const text = await readFile(path, 'utf8')
    const { module } = parseSync(path, text)
    const requests = [
      ...module.staticImports
        .filter(({ entries }) => isMeant(entries))
        .map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports
        .filter(({ entries }) => isMeant(entries))
        .flatMap(({ entries }) =>
          entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])
        ),
      // In quotes: any other expression names no file of the package
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
        text.slice(start + 1, end - 1)
      ),
    ]
    const own = requests.filter((request) => request.startsWith('.'))
    imports.set(
      file,
      own.map((request) => relative(ROOT, resolve(dirname(path), request)))
    )
  }
  return imports
}

/** The folder of a file below `src`, where each feature has its own; any other file stands for itself. */
function folderOf(file: string): string {
  const [top, ...path] = file.split(sep).slice(0, -1)
  if (top !== 'src' || path.length === 0) return file
  return join(top, ...path.slice(0, path[0] === 'features' ? 2 : 1))
}

/** What each folder imports of others. */
function importsByFolder(imports: Map<string, string[]>): Map<string, string[]> {
  const folders = new Map<string, Set<string>>()
  for (const [file, own] of imports) {
    const folder = folderOf(file)
    const others = own.map(folderOf).filter((other) => other !== folder)
    folders.set(folder, new Set([...(folders.get(folder) ?? []), ...others]))
  }
  return new Map([...folders].map(([folder, others]) => [folder, [...others]]))
}

/** What applications augment. */
const AUGMENTED = new Set([
  join('src', 'state', 'app_types.ts'),
  join('src', 'features', 'language', 'message_types.ts'),
  join('src', 'features', 'shared_data', 'types.ts'),
])

/** Imports past a door, on purpose. */
const PAST_DOORS: ((from: string, to: string) => boolean)[] = [
  // All errors in one list
  (from, to) => from === join('src', 'errors.ts') && basename(to) === 'exceptions.ts',
  // What applications augment has to be exported whole
  (from, to) => from === join('src', 'types.ts') && AUGMENTED.has(to),
]

/** Whether an import comes into another folder by its door. */
function isByDoor(from: string, to: string): boolean {
  const folder = folderOf(to)
  if (folder === to || folder === folderOf(from)) return true
  return basename(to) === 'main.ts' || PAST_DOORS.some((isMeant) => isMeant(from, to))
}

/** A way from a file back to itself; undefined where there is none. */
function circleThrough(start: string, imports: Map<string, string[]>): string[] | undefined {
  const seen = new Set<string>()
  const search = (file: string, way: string[]): string[] | undefined => {
    for (const next of imports.get(file) ?? []) {
      if (next === start) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = search(next, [...way, next])
      if (found) return found
    }
    return undefined
  }
  return search(start, [start])
}

test.group('Structure', () => {
  test('no file imports itself by way of others, types included', async ({ assert }) => {
    const imports = await importsByFile()
    assert.isAbove(imports.size, 200)
    const circles = [...imports.keys()].flatMap((file) => circleThrough(file, imports) ?? [])
    assert.deepEqual(circles, [])
  })

  test('no folder imports itself by way of others: there are layers', async ({ assert }) => {
    const folders = importsByFolder(await importsByFile())
    assert.isAbove(folders.size, 25)
    const circles = [...folders.keys()].flatMap((folder) => circleThrough(folder, folders) ?? [])
    assert.deepEqual(circles, [])
  })

  test('what is in a folder is imported by its door', async ({ assert }) => {
    const past = [...(await importsByFile())].flatMap(([file, own]) =>
      own.filter((other) => !isByDoor(file, other)).map((other) => `${file} imports ${other}`)
    )
    assert.deepEqual(past, [])
  })

  test('what depends on internals of AdonisJS depends on nothing else', async ({ assert }) => {
    const folders = importsByFolder(await importsByFile())
    assert.deepEqual(folders.get(join('src', 'adonis')), [])
  })

  test('internals of AdonisJS are typed and replaced in one folder', async ({ assert }) => {
    // What is known of a context, a server or a router beyond its type, and methods that are replaced
    const reaching = [
      /\b(ctx|context|request|response|emitter|container|router)\)? as (unknown as )?[{A-Z]/,
      /\b(server|router|emitter|request|response)\.\w+ = (?!=)/,
      /\b(ExceptionHandler|HttpRequest|HttpResponse|HttpContext|Server|Router)\.prototype\b/,
    ]
    const found: string[] = []
    for await (const file of glob(SOURCES, { cwd: ROOT })) {
      // The router of the browser is another one
      const isOther = ['adonis', 'react'].some((folder) => folderOf(file) === join('src', folder))
      if (isOther) continue
      const text = await readFile(join(ROOT, file), 'utf8')
      const lines = text.split('\n').filter((line) => !/^\s*(\*|\/[/*])/.test(line))
      const isReaching = (line: string) => reaching.some((pattern) => pattern.test(line))
      found.push(...lines.filter(isReaching).map((line) => `${file}: ${line.trim()}`))
    }
    assert.deepEqual(found, [])
  })

  test('what only browsers load is imported by no server', async ({ assert }) => {
    // Tests of applications run the client as well
    const testing = join('src', 'testing', sep)
    const wrong = [...(await importsByFile('values'))].flatMap(([file, own]) =>
      isOfBrowsers(file) || file.startsWith(testing) || !own.some(isOfBrowsers) ? [] : [file]
    )
    assert.deepEqual(wrong, [])
    assert.isTrue(isOfBrowsers(join('src', 'react', 'main.ts')))
    assert.isFalse(isOfBrowsers(join('src', 'tabs', 'main.ts')))
  })

  test('no file is longer than 400 lines', async ({ assert }) => {
    const long: string[] = []
    for await (const file of glob(SOURCES, { cwd: ROOT })) {
      const lines = (await readFile(join(ROOT, file), 'utf8')).split('\n').length - 1
      if (lines > 400) long.push(`${file}: ${lines}`)
    }
    assert.deepEqual(long, [])
  })

  test('a circle is found', ({ assert }) => {
    const imports = new Map([
      ['a.ts', ['b.ts', 'd.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
      ['d.ts', []],
    ])
    assert.deepEqual(circleThrough('a.ts', imports), ['a.ts', 'b.ts', 'c.ts', 'a.ts'])
    assert.isUndefined(circleThrough('d.ts', imports))
  })

  test('a way past a door is found, and a circle of folders', ({ assert }) => {
    const file = (...parts: string[]) => join('src', ...parts)
    assert.isFalse(isByDoor(file('tabs', 'tab.ts'), file('pages', 'types.ts')))
    assert.isFalse(isByDoor(file('types.ts'), file('tabs', 'features', 'feature.ts')))
    assert.isTrue(isByDoor(file('tabs', 'tab.ts'), file('tabs', 'features', 'feature.ts')))
    assert.isFalse(isByDoor(file('features', 'a', 'x.ts'), file('features', 'b', 'y.ts')))
    assert.isTrue(isByDoor(file('features', 'a', 'x.ts'), file('features', 'a', 'y', 'z.ts')))
    assert.isTrue(isByDoor(file('tabs', 'tab.ts'), file('pages', 'main.ts')))
    assert.isTrue(isByDoor(file('tabs', 'tab.ts'), file('exceptions.ts')))
    assert.isFalse(isByDoor(join('commands', 'list_tabs.ts'), file('operations', 'tabs.ts')))
    assert.isFalse(isByDoor('index.ts', file('state', 'state.ts')))
    assert.isTrue(isByDoor(join('commands', 'list_tabs.ts'), file('operations', 'main.ts')))
    assert.isTrue(isByDoor(join('commands', 'make_state.ts'), join('stubs', 'main.ts')))
    const folders = importsByFolder(
      new Map([
        [file('a', 'x.ts'), [file('b', 'main.ts')]],
        [file('b', 'y.ts'), [file('a', 'main.ts')]],
      ])
    )
    assert.deepEqual(circleThrough(file('a'), folders), [file('a'), file('b'), file('a')])
  })
})

test.group('A feature', () => {
  const lab = join(import.meta.dirname, '../lab')

  test('of forty lines a side touches one list outside of its folder', async ({ assert }) => {
    const folder = join(lab, 'features/event_counter')
    for await (const file of glob(join(folder, '*.ts'))) {
      const [, code] = (await readFile(file, 'utf8')).split('*/\n\n')
      assert.isAtMost(code.trimEnd().split('\n').length, 40, file)
    }
    const touched: string[] = []
    for await (const file of glob(join(lab, '{app,config,start}/**/*.{ts,tsx}'))) {
      if (/event_counter/.test(await readFile(file, 'utf8'))) touched.push(relative(lab, file))
    }
    assert.deepEqual(touched, [join('config', 'reflex.ts')])
  })

  test('of the package is known by its folder and its list', async ({ assert }) => {
    const names = ['background', 'places', 'shared']
    const folders = names.map((name) => join('src', 'features', name))
    // Errors in one list, decorators in one object, and tests that run what features run
    const knowing = ['src/errors.ts', 'src/rx.ts', 'src/testing'].map((path) => join(path))
    const others = [...(await importsByFile())].flatMap(([file, own]) => {
      const from = folderOf(file)
      if (from.startsWith(join('src', 'features')) || knowing.includes(from)) return []
      return own
        .filter((other) => folders.includes(folderOf(other)))
        .map((other) => `${file}: ${other}`)
    })
    assert.deepEqual(others, [])
  })
})
