/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, readdir, readFile } from 'node:fs/promises'
import type { Profiler } from 'node:inspector'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from '@japa/runner'
import { counting } from '../../bin/support/coverage/counting.ts'
import { MergedCoverage, type RawCoverage } from '../../bin/support/coverage/merged_coverage.ts'
import { ownFile } from '../../bin/support/coverage/own_file.ts'
import { hasNoCode } from '../../bin/support/coverage/sources.ts'
import { summaryOf } from '../../bin/support/coverage/summary.ts'
import { exec, root, TYPESCRIPT } from '../../bin/support/processes.ts'

const urlOf = (file: string) => pathToFileURL(join(root, file)).href

/** A script of one function, with how often it was called. */
function script(url: string, count: number): Profiler.ScriptCoverage {
  const block = (startOffset: number, endOffset: number, ran: number) => ({
    startOffset,
    endOffset,
    count: ran,
  })
  return {
    scriptId: '1',
    url,
    functions: [
      { functionName: '', isBlockCoverage: true, ranges: [block(0, 40, 1)] },
      { functionName: 'work', isBlockCoverage: true, ranges: [block(5, 30, count)] },
    ],
  }
}

test.group('Coverage', () => {
  test('counts scripts of the package, wherever a build of it is installed', ({ assert }) => {
    assert.equal(ownFile(`${urlOf('src/tabs/tab.ts')}?hot-hook=2`), urlOf('src/tabs/tab.ts'))
    assert.equal(ownFile(urlOf('index.ts')), urlOf('index.ts'))
    assert.equal(
      ownFile('file:///tmp/app/node_modules/reflex-adonis/build/index.js'),
      urlOf('build/index.js')
    )
    for (const url of [
      urlOf('tests/unit/structure.spec.ts'),
      urlOf('node_modules/ws/index.js'),
      urlOf('tmp/package-1/src/tabs/tab.ts'),
      'file:///tmp/app/node_modules/other/build/index.js',
      'node:fs',
      'data:text/javascript,1',
    ]) {
      assert.isUndefined(ownFile(url), url)
    }
  })

  test('counts in the processes that tests start, and in no other program', async ({
    fs,
    assert,
  }) => {
    const folder = join(fs.basePath, 'counted')
    await mkdir(folder, { recursive: true })
    const options = { stdio: 'pipe', env: counting(folder) } as const
    const url = urlOf('src/telemetry/histogram.ts')
    const child = `new (await import('${url}')).Histogram().add(2)`
    await exec('node', [TYPESCRIPT, '--input-type=module', '-e', child], options)
    await exec('node', [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--version'], options)

    const files = await readdir(folder)
    assert.lengthOf(files, 1)
    const raw = JSON.parse(await readFile(join(folder, files[0]), 'utf8')) as RawCoverage
    assert.isTrue(raw.result.every((counted) => ownFile(counted.url) !== undefined))
    const counted = raw.result.find((own) => own.url === url)
    assert.equal(
      counted?.functions.find(({ functionName }) => functionName === 'add')?.ranges[0].count,
      1
    )
    const map = raw['source-map-cache']?.[url]
    assert.isAbove(map?.lineLengths.length ?? 0, 10)
    assert.deepInclude(map?.data, { version: 3 })
  })

  test('adds up what processes have counted', ({ assert }) => {
    const url = urlOf('build/index.js')
    const map = { lineLengths: [40], data: {} }
    const merged = new MergedCoverage({ [url]: map })
    // More of them than are merged at once
    for (let count = 0; count < 40; count++) merged.add({ result: [script(url, count % 2)] })
    merged.add({ result: [script('file:///elsewhere.js', 1)] })
    const { result, 'source-map-cache': maps } = merged.raw
    assert.deepEqual(Object.keys(maps!), [url])
    assert.lengthOf(result, 1)
    const work = result[0].functions.find(({ functionName }) => functionName === 'work')
    assert.equal(work!.ranges[0].count, 20)
  })

  test('leaves out what was compiled from a source in another way', ({ assert }) => {
    const url = urlOf('src/tabs/tab.ts')
    const merged = new MergedCoverage({})
    const add = (count: number, lineLengths: number[]) =>
      merged.add({
        'result': [script(url, count)],
        'source-map-cache': { [url]: { lineLengths, data: {} } },
      })
    add(1, [20, 20])
    add(4, [20, 24])
    add(2, [20, 20])
    const work = merged.raw.result[0].functions.find(({ functionName }) => functionName === 'work')
    assert.equal(work!.ranges[0].count, 3)
    // A source without what it was compiled to says nothing of its lines
    merged.add({ result: [script(urlOf('src/tabs/outbox.ts'), 1)] })
    assert.lengthOf(merged.raw.result, 1)
  })

  test('says what ran by folder, and names the files of which little did', ({ assert }) => {
    const file = (path: string, covered: number) => ({
      [join(root, path)]: { lines: { total: 100, covered } },
    })
    const lines = summaryOf({
      total: { lines: { total: 400, covered: 1 } },
      ...file('src/tabs/tab.ts', 100),
      ...file('src/tabs/outbox.ts', 50),
      ...file('src/features/places/request_places.ts', 90),
      // Types and a door, which the build does not have
      ...file('src/stores/contract.ts', 0),
      ...file('src/stores/main.ts', 0),
    })
    assert.equal(lines[0], 'Tests run 80.0 % of the lines of the sources (coverage/index.html):')
    assert.match(lines[1], /^ +90\.0 {2}src\/features\/places +75\.0 {2}src\/tabs$/)
    assert.deepEqual(lines.slice(2), ['Less than 80 % of', '   50.0  src/tabs/outbox.ts'])
    assert.isFalse(hasNoCode(join(root, 'src/tabs/tab.ts')))
  })
})
