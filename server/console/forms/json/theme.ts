/** The editor's looks, in the console's own tokens, so that both schemes are drawn at once. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--code-atom)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--code-punctuation)' },
]);

/** A wavy line by text-decoration and a mark of plain boxes: the packages' own are data: images, which the policy refuses. */
const underline = (color: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${color}`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '3px',
});
const mark = (color: string, radius: string) => ({
  content: '""',
  width: '9px',
  height: '9px',
  margin: '5px 0 0 2px',
  borderRadius: radius,
  background: color,
});

const looks = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', color: 'var(--ink)', backgroundColor: 'var(--bg)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '19px', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--bg)', color: 'var(--ink-3)', border: 'none' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 8px', minWidth: '30px' },
  '.cm-foldGutter .cm-gutterElement': { color: 'var(--ink-3)', padding: '0 3px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 18%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--accent) 12%, transparent)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--hover)',
    border: 'none',
    color: 'var(--ink-2)',
    padding: '0 6px',
  },
  '.cm-lintRange-error': underline('var(--danger)'),
  '.cm-lintRange-warning': underline('var(--warning)'),
  '.cm-lintPoint': { '&:after': { borderBottomColor: 'var(--danger)' } },
  '.cm-lint-marker-error': mark('var(--danger)', '50%'),
  '.cm-lint-marker-warning': mark('var(--warning)', '2px'),
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12.5px',
    maxHeight: '240px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '3px 10px',
    display: 'flex',
    alignItems: 'baseline',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--selected)',
    color: 'var(--ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    paddingLeft: '18px',
    fontStyle: 'normal',
    fontFamily: 'var(--font)',
    color: 'var(--ink-3)',
  },
  '.cm-tooltip.cm-completionInfo': {
    maxWidth: '300px',
    padding: '8px 10px',
    whiteSpace: 'pre-wrap',
    fontFamily: 'var(--font)',
    lineHeight: '18px',
  },
  '.cm-explain': { maxWidth: '360px', padding: '8px 10px', fontFamily: 'var(--font)', lineHeight: '18px' },
  '.cm-explain-shape': { color: 'var(--ink-3)' },
  '.cm-explain-example': {
    marginTop: '4px',
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    overflowWrap: 'anywhere',
  },
  '.cm-tooltip-lint': { padding: '0' },
  '.cm-diagnostic': {
    margin: '0',
    maxWidth: '420px',
    padding: '8px 12px',
    fontFamily: 'var(--font)',
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
  },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--danger)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--warning)' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--warning) 24%, transparent)' },
  '.cm-searchMatch.cm-searchMatch-selected': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 34%, transparent)',
  },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--ink)', fontFamily: 'var(--font)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '8px 28px 8px 12px', fontSize: '12.5px' },
  '.cm-panel.cm-search label': { fontSize: 'inherit', color: 'var(--ink-2)' },
  '.cm-panel.cm-search [name=close]': { top: '8px', right: '8px', fontSize: '16px', color: 'var(--ink-2)' },
  '.cm-panel .cm-textfield': {
    height: '26px',
    padding: '0 8px',
    fontSize: 'inherit',
    backgroundColor: 'var(--bg)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '5px',
  },
  '.cm-panel .cm-button': {
    height: '26px',
    padding: '0 8px',
    fontSize: 'inherit',
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: '5px',
  },
});

export const theme = [looks, syntaxHighlighting(highlight)];
