/**
 * What browsers get, one mode a bundle:
 *
 *     vite build --mode widget    dist/embed.js and dist/first.js, which tags load; dist/lazy/NAME-HASH.js, the widget itself and
 *                                 widget/lazy/NAME.ts, modules that share what is in them; dist/render.js for the server
 *     vite build --mode console   dist/console/, from server/console/
 *
 * An input that is not there yet is passed over with a message.
 */
import fs from 'node:fs';
import path from 'node:path';
import { defineConfig, type EnvironmentOptions, type UserConfig, type ViteBuilder } from 'vite';

const root = import.meta.dirname;
const at = (name: string) => path.join(root, name);

/** JSX by the compiler itself: preact's preset would bring Babel along and add nothing to a build. */
const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/** Where light-dark() is at home: rewritten for older browsers it would not follow a scheme that is set by script. */
const cssTarget = ['chrome123', 'firefox121', 'safari17.5'];

const minify = {
  compress: { target: 'es2022', maxIterations: 20 },
  mangle: { toplevel: true },
  codegen: { removeWhitespace: true, legalComments: 'none' },
} as const;

/** The widget and its parts: modules that share what they have in common, each named by its content so that it may be kept for good. */
const modules: EnvironmentOptions = {
  consumer: 'client',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    outDir: at('dist'),
    emptyOutDir: false,
    cssMinify: 'lightningcss',
    cssTarget: [...cssTarget],
    modulePreload: false,
    lib: { entry: { widget: at('widget/widget.ts') }, formats: ['es'] },
    license: { fileName: 'lazy/licenses.md' },
    rolldownOptions: {
      // The widget hands to its parts what they share with it; a chunk beside it would be one more request on its way.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: 'lazy/[name]-[hash].js',
        chunkFileNames: 'lazy/[name]-[hash].js',
        hashCharacters: 'hex',
        minify,
        // Compiled whole while it is being fetched, off the page's thread: the first press waits for no function of its own.
        postBanner: ({ name }) => (name === 'widget' ? '//# allFunctionsCalledOnLoad' : ''),
      },
    },
  },
};

/** One source file to one script without imports of its own. */
function bundle(source: string, output: string, format: 'iife' | 'es'): EnvironmentOptions {
  return {
    consumer: 'client',
    // Not done by itself in a library build; and only there a dynamic import() is left as it is written.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir: at('dist'),
      emptyOutDir: false,
      cssMinify: 'lightningcss',
      cssTarget: [...cssTarget],
      lib: { entry: at(source), formats: [format], name: 'unused' },
      // The small print of what is bundled stands in a file beside it, not in every visitor's download.
      license: { fileName: output.replace(/js$/, 'licenses.md') },
      rolldownOptions: {
        output: {
          entryFileNames: output,
          codeSplitting: false,
          // A classic script must leave nothing behind; a module is imported for what it exports.
          exports: format === 'iife' ? 'none' : 'named',
          minify,
        },
      },
    },
  };
}

function widget(): UserConfig {
  const environments: Record<string, EnvironmentOptions> = {
    // First, for the scripts of the tags have to know its name.
    modules,
    embed: bundle('widget/embed.ts', 'embed.js', 'iife'),
    first: bundle('widget/first/first.ts', 'first.js', 'iife'),
    // For the server, which draws the first question of each form with it.
    render: bundle('widget/first/render.tsx', 'render.js', 'es'),
  };
  return {
    root,
    publicDir: false,
    oxc: jsx,
    environments,
    plugins: [
      {
        name: 'the name of the widget',
        renderChunk: (code) =>
          code.includes('qualiformScript')
            ? code.replaceAll('qualiformScript', JSON.stringify(`lazy/${builtWidget()}`))
            : null,
      },
    ],
    builder: {
      async buildApp(builder) {
        fs.rmSync(at('dist/lazy'), { recursive: true, force: true });
        for (const name of Object.keys(environments)) {
          const environment = builder.environments[name];
          if (environment) await builder.build(environment);
        }
      },
    },
  };
}

/** What the build of the modules has called the widget. */
const builtWidget = () =>
  fs.readdirSync(at('dist/lazy')).find((file) => /^widget-[0-9a-f]{8}\.js$/.test(file));

/** Vite builds a page of its own choice where nothing was built, unless told that it has been. */
function passOver(builder: ViteBuilder, why: string) {
  console.warn(why);
  if (builder.environments.client) builder.environments.client.isBuilt = true;
}

/** The console runs under `script-src 'self'` and Trusted Types: nothing inline, nothing as a data: address. */
function adminConsole(): UserConfig {
  return {
    root: at('server/console'),
    base: '/console/',
    publicDir: false,
    oxc: jsx,
    build: {
      target: 'es2022',
      outDir: at('dist/console'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // In kB. The editor is one chunk that is fetched only by those who open a form; the rest is a tenth of it.
      chunkSizeWarningLimit: 800,
    },
    builder: {
      async buildApp(builder) {
        if (!fs.existsSync(at('server/console/index.html'))) {
          return passOver(builder, 'server/console/index.html is not there yet: no dist/console/');
        }
        if (builder.environments.client) await builder.build(builder.environments.client);
      },
    },
  };
}

export default defineConfig(({ mode }) => (mode === 'console' ? adminConsole() : widget()));
