// Fills static/vendor from npm packages: `npm ci && npm run build` in this folder, then commit the result.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const vendor = join(here, '..', 'static', 'vendor')
const tests = join(here, '..', 'tests', 'vendor')

function fresh(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

function copy(from, folder, name) {
  copyFileSync(join(modules, from), join(folder, name))
}

function version(name) {
  return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version
}

async function bootstrapItalia() {
  const compiled = sass.compile(join(here, 'bootstrap-italia.scss'), {
    loadPaths: [join(modules, 'bootstrap-italia/src/scss')],
    logger: sass.Logger.silent,
  })
  const kept = new Set(readFileSync(join(here, 'keep.txt'), 'utf8').split(/\s+/).filter(Boolean))
  const elements = 'html body main header footer nav section article aside h1 h2 h3 h4 p a abbr address ol ul dl dt dd li '
    + 'blockquote b strong small code pre kbd figure img svg table caption thead tbody tfoot tr td th label button input '
    + 'select optgroup option textarea fieldset legend output summary details hr sub sup mark iframe progress template'
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: `${elements} ${[...kept].join(' ')}`, extension: 'html' }],
    css: [{ raw: compiled.css }],
    variables: true,
    defaultExtractor: (content) => content.split(/\s+/),
  })
  const sheet = postcss.parse(purged.css)
  sheet.walkComments((comment) => comment.remove())
  sheet.walkAtRules('charset', (rule) => rule.remove())
  // Inside a layer "important" would win over everything of ours, the wrong way round.
  sheet.walkDecls((declaration) => { declaration.important = false })
  // Icons as pictures in the sheet: Auriga puts icons beside words, and does it with words.
  sheet.walkDecls((declaration) => {
    if (declaration.value.includes('data:image') && declaration.prop.startsWith('background-image')) declaration.remove()
  })
  sheet.walkRules((rule) => {
    // Buttons and links written for dark backgrounds, focus painted for other components.
    const selectors = rule.selectors.filter((one) => !/data-focus-mouse|^\.bg-|splide|upload|rating|avatar/.test(one))
    if (selectors.length === 0 || rule.nodes.length === 0) rule.remove()
    else rule.selectors = selectors
  })
  const minified = sass.compileString(sheet.toString(), { syntax: 'css', style: 'compressed' }).css.trim()
  const folder = fresh(join(vendor, 'bootstrap-italia'))
  writeFileSync(
    join(folder, 'bootstrap-italia.css'),
    `/* Bootstrap Italia ${version('bootstrap-italia')}, BSD-3-Clause, part of it: see LICENSE and frontend/ */\n`
      + `@layer bootstrap-italia{${minified}}\n`,
  )
  copy('bootstrap-italia/LICENSE', folder, 'LICENSE')
}

function htmx() {
  const folder = fresh(join(vendor, 'htmx'))
  writeFileSync(
    join(folder, 'htmx.min.js'),
    `/* htmx ${version('htmx.org')}, 0BSD: see LICENSE */\n${readFileSync(join(modules, 'htmx.org/dist/htmx.min.js'), 'utf8')}`,
  )
  copy('htmx.org/LICENSE', folder, 'LICENSE')
}

const FACES = [
  ['Titillium Web', 'titillium-web', '400', 'normal'],
  ['Titillium Web', 'titillium-web', '600', 'normal'],
  ['Lora', 'lora', '400', 'normal'],
  ['Lora', 'lora', '400', 'italic'],
  ['Lora', 'lora', '600', 'normal'],
]

function fonts() {
  const folder = fresh(join(vendor, 'fonts'))
  const rules = ['/* Written by frontend/build.mjs. Titillium Web and Lora, SIL Open Font License: see the licences beside it. */']
  for (const [family, name, weight, style] of FACES) {
    const ranges = JSON.parse(readFileSync(join(modules, '@fontsource', name, 'unicode.json'), 'utf8'))
    for (const subset of ['latin', 'latin-ext']) {
      const file = `${name}-${subset}-${weight}-${style}.woff2`
      copy(`@fontsource/${name}/files/${file}`, folder, file)
      rules.push(
        `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;`
          + `src:url("../vendor/fonts/${file}") format("woff2");unicode-range:${ranges[subset]}}`,
      )
    }
    copy(`@fontsource/${name}/LICENSE`, folder, `LICENSE-${name}`)
  }
  writeFileSync(join(folder, 'fonts.css'), `${rules.join('\n')}\n`)
}

function axe() {
  const folder = fresh(join(tests, 'axe-core'))
  copy('axe-core/axe.min.js', folder, 'axe.min.js')
  copy('axe-core/LICENSE', folder, 'LICENSE')
}

await bootstrapItalia()
htmx()
fonts()
axe()
