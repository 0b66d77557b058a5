document.addEventListener('DOMContentLoaded', () => {
  const tag = document.createElement('script');
  tag.async = true;
  tag.src = '/f/crm-demo.js';
  document.querySelector('main')?.append(tag);
  tag.addEventListener('load', () => tag.remove());
});
