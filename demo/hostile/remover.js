new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes) if (node instanceof Element && node.localName.includes('-')) node.remove();
}).observe(document, { childList: true, subtree: true });
