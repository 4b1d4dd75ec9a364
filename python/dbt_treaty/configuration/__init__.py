"""The project's choices: reads ``dbt_treaty.yml`` into frozen data, with every mistake named."""
